using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>The inputs one after another along an axis. The gradient of each is its slice.</summary>
/// <param name="Axis">The axis, counted from the outermost.</param>
public sealed record Concatenate(int Axis) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Axis}";

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        if (inputs.IsEmpty) throw new ArgumentException($"{Name} takes at least one input.", nameof(inputs));
        ExpectReals(inputs, inputs.Length);
        var first = inputs[0].Shape;
        if (Axis >= first.Rank) throw ShapeException.For(Name, inputs, $"there is no axis {Axis}", "reshape scalars to [1] first");
        foreach (var input in inputs)
        {
            if (input.Shape.Rank == first.Rank && input.Shape.Without([Axis]) == first.Without([Axis])) continue;
            throw ShapeException.For(Name, inputs, $"{first} and {input.Shape} differ elsewhere than in axis {Axis}", "make all other axes equal");
        }

        return new(first.Select((axis, length) => axis == Axis ? inputs.Sum(input => input.Shape[Axis]) : length));
    }

    /// <summary>Where the elements of one input are written in a result of the given shape.</summary>
    public View Target(ImmutableArray<Shape> inputs, int input, Shape result)
    {
        var strides = result.Strides();
        return new(inputs.Take(input).Sum(shape => shape[Axis]) * strides[Axis], strides);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var shapes = inputs.ToArray().Select(input => input.Shape).ToImmutableArray();
        var result = new T[type.Shape.Size];
        for (var input = 0; input < inputs.Length; input++)
        {
            var x = (Tensor<T>)inputs[input];
            var target = Target(shapes, input, type.Shape);
            var place = new Odometer(x.Shape, target.Strides);
            for (var i = 0; i < x.Elements.Length; i++) result[target.Offset + place.OffsetOf(i)] = x.Elements[i];
        }

        return Tensor.Of(type.Shape, result.ToImmutableArray());
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent)
    {
        var start = node.Inputs.Take(input).Sum(x => x.Shape[Axis]);
        return cotangent.Slice(Axis, start, node.Inputs[input].Shape[Axis]);
    }

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent)
    {
        var shape = node.Inputs[input].Shape;
        var before = node.Inputs.Take(input).Sum(x => x.Shape[Axis]);
        var after = node.Shape[Axis] - before - shape[Axis];
        return tangent.Pad(Axis, before, after);
    }

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        Expr.Apply(new Concatenate(Axis + 1), Batching.Whole(node, inputs, size).AsSpan());
}
