using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>Along each axis, <c>Lengths</c> elements from <c>Starts</c> in steps of <c>Steps</c>. Its gradient is a <see cref="Pad"/>.</summary>
public sealed record Slice(ValueList<int> Starts, ValueList<int> Lengths, ValueList<int> Steps) : ViewOp
{
    /// <inheritdoc/>
    public override string Parameters => $"{Starts}, {Lengths}, {Steps}";

    /// <inheritdoc/>
    public override Shape ShapeOf(Expr input)
    {
        var shape = input.Shape;
        if (Starts.Count != shape.Rank || Lengths.Count != shape.Rank || Steps.Count != shape.Rank)
        {
            throw ShapeException.For(Name, [input], $"{shape} has {shape.Rank} axes", "give a start, a length and a step for each");
        }

        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var last = Starts[axis] + ((Lengths[axis] - 1L) * Steps[axis]);
            var fits = Starts[axis] >= 0 && Lengths[axis] >= 0 && Steps[axis] >= 1 && (Lengths[axis] == 0 || last < shape[axis]);
            if (fits) continue;
            throw ShapeException.For(
                Name,
                [input],
                $"axis {axis} has the elements 0 to {shape[axis] - 1}, not {Lengths[axis]} from {Starts[axis]} in steps of {Steps[axis]}",
                "keep the slice within the axis");
        }

        return Shape.Of(Lengths.Items.AsSpan());
    }

    /// <inheritdoc/>
    public override View ViewOf(Shape input)
    {
        var strides = input.Strides();
        return new(Starts.Select((start, axis) => start * strides[axis]).Sum(), [.. Steps.Select((step, axis) => step * strides[axis])]);
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent)
    {
        var shape = node.Inputs[0].Shape;
        var ends = Starts.Select((start, axis) => Lengths[axis] == 0 ? start : start + ((Lengths[axis] - 1) * Steps[axis]) + 1);
        return Expr.Apply(new Pad(Starts, ends.Select((end, axis) => shape[axis] - end).ToValueList(), Steps), cotangent);
    }

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(this, tangent);

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        Expr.Apply(new Slice(Batching.Before(0, Starts), Batching.Before(size, Lengths), Batching.Before(1, Steps)), inputs[0]);
}
