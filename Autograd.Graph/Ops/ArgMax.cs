using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>The index of the largest element along an axis, the first of equals, a NaN before any number; it has no derivative.</summary>
/// <param name="Axis">The axis, counted from the outermost; the result no longer has it.</param>
public sealed record ArgMax(int Axis) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Axis}";

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 1);
        return inputs[0].Shape[Axis] > 0
            ? new(inputs[0].Shape.Without([Axis]), ElementKind.Index)
            : throw ShapeException.For(Name, inputs, $"axis {Axis} is empty, so it has no largest element", "take the largest along an axis of length 1 or more");
    }

    /// <summary>The index changes where the largest element does.</summary>
    public override Expr? Branch(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var largest = Expr.Apply(new Max([Axis]), node.Inputs[0]);
        return largest.Op.Branch(largest);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var x = (Tensor<T>)inputs[0];
        var stride = x.Shape.Strides()[Axis];
        var length = x.Shape[Axis];
        return Tensor.Generate(type.Shape, i =>
        {
            var first = (i / stride * stride * length) + (i % stride);
            var best = 0;
            for (var k = 1; k < length; k++)
            {
                if (Beats<T, TNumbers>(x.Elements[first + (k * stride)], x.Elements[first + (best * stride)])) best = k;
            }

            return best;
        });
    }

    private static bool Beats<T, TNumbers>(T x, T best)
        where TNumbers : struct, Numerics.INumberSystem<T>
    {
        bool IsNaN(T number) => !TNumbers.IsTrue(TNumbers.Equal(number, number));
        return TNumbers.IsTrue(TNumbers.Greater(x, best)) || (IsNaN(x) && !IsNaN(best));
    }
}
