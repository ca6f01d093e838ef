using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Functions that move elements without computing. One that would change nothing returns its input.</summary>
public static class MovementFunctions
{
    /// <summary>
    /// The same elements in row-major order under another shape; one length may be −1 and is then worked out.
    /// </summary>
    public static Expr Reshape(this Expr x, params int[] axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        var open = Array.IndexOf(axes, -1);
        if (open < 0) return Refusals.Named(nameof(Reshape), [x], () => x.Reshape(Shape.Of(axes)));
        var rest = axes.Where((_, axis) => axis != open)
            .Aggregate(1L, (product, axis) => axis < 0 || product > int.MaxValue ? -1 : product * axis);
        if (rest <= 0 || x.Shape.Size % rest != 0)
        {
            throw ShapeException.For(
                "Reshape",
                [x],
                $"{x.Shape} cannot become [{string.Join(", ", axes.Take(16))}{(axes.Length > 16 ? ", …" : "")}]",
                "the given lengths must divide the number of elements, and one of them may be -1");
        }

        return x.Reshape(Shape.Of([.. axes.Select(axis => axis == -1 ? (int)(x.Shape.Size / rest) : axis)]));
    }

    /// <summary>The same elements in row-major order under another shape of the same size.</summary>
    public static Expr Reshape(this Expr x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape == shape ? x : Expr.Apply(new Reshape(shape), x);
    }

    /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c> of x.</summary>
    public static Expr Permute(this Expr x, params int[] axes)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(axes);
        var order = axes.Select(axis => x.ExpectAxis(nameof(Permute), axis)).ToValueList();
        return order.SequenceEqual(Enumerable.Range(0, x.Shape.Rank)) ? x : Expr.Apply(new Permute(order), x);
    }

    /// <summary>The two innermost axes exchanged; a scalar or vector is its own transpose.</summary>
    public static Expr Transpose(this Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var rank = x.Shape.Rank;
        return rank < 2 ? x : x.Permute([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
    }

    /// <summary>x repeated along missing axes and axes of length 1, up to a shape.</summary>
    public static Expr BroadcastTo(this Expr x, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape == shape ? x : Expr.Apply(new BroadcastTo(shape), x);
    }

    /// <summary>
    /// Along one axis, <paramref name="length"/> elements from <paramref name="start"/>, taking each
    /// <paramref name="step"/>-th.
    /// </summary>
    public static Expr Slice(this Expr x, int axis, int start, int length, int step = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        var at = x.ExpectAxis(nameof(Slice), axis);
        if (start == 0 && step == 1 && length == x.Shape[at]) return x;
        return Expr.Apply(new Slice(Along(x, at, start, 0),
            x.Shape.Axes.Select((n, i) => i == at ? length : n).ToValueList(), Along(x, at, step, 1)), x);
    }

    /// <summary>Zeros before and after x along one axis.</summary>
    public static Expr Pad(this Expr x, int axis, int before, int after)
    {
        ArgumentNullException.ThrowIfNull(x);
        var at = x.ExpectAxis(nameof(Pad), axis);
        if (before == 0 && after == 0) return x;
        return Expr.Apply(new Pad(Along(x, at, before, 0), Along(x, at, after, 0), Along(x, at, 1, 1)), x);
    }

    /// <summary>Expressions one after another along an axis.</summary>
    public static Expr Concatenate(this IEnumerable<Expr> parts, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ImmutableArray<Expr> inputs = [.. parts];
        if (inputs.IsEmpty)
        {
            throw ShapeException.For(
                nameof(Concatenate), [], "there is nothing to join", "give at least one expression");
        }

        if (inputs.Any(input => input is null))
        {
            throw new ArgumentNullException(nameof(parts), $"Concatenate: input {inputs.IndexOf(null!)} is null.");
        }

        if (inputs[0].Shape.Rank == 0)
        {
            throw ShapeException.For(nameof(Concatenate), inputs, "scalars have no axis to be joined along",
                "give each an axis: parts.Select(x => x.Reshape(1)).Concatenate()");
        }

        return Refusals.Named(nameof(Concatenate), [.. inputs], () =>
        {
            var at = inputs[0].ExpectAxis(nameof(Concatenate), axis);
            return inputs.Length == 1 ? inputs[0] : Expr.Apply(new Concatenate(at), inputs.AsSpan());
        });
    }

    private static ValueList<int> Along(Expr x, int axis, int value, int elsewhere) =>
        Enumerable.Range(0, x.Shape.Rank).Select(i => i == axis ? value : elsewhere).ToValueList();
}
