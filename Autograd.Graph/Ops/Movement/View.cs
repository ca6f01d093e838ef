using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>Where the elements of a result lie in a row-major input: at <c>Offset + Σ index · stride</c>.</summary>
/// <param name="Offset">The place of the first element.</param>
/// <param name="Strides">The distance along each axis of the result; 0 repeats.</param>
public readonly record struct View(int Offset, ImmutableArray<int> Strides);

/// <summary>
/// An operation that only says where the input's elements stand in the result: every element is one of the input's.
/// </summary>
public abstract record ViewOp : Op
{
    /// <summary>The shape of the result.</summary>
    /// <exception cref="ShapeException">The input does not fit.</exception>
    public abstract Shape ShapeOf(Expr input);

    /// <summary>Where the result's elements lie in an input of the given shape.</summary>
    public abstract View ViewOf(Shape input);

    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node);

    /// <inheritdoc/>
    public override ImmutableArray<Expr> ZeroInputs(Expr node) =>
        node.Kind == ElementKind.Real ? node.Inputs : [];

    /// <inheritdoc/>
    public sealed override TensorType Infer(ImmutableArray<Expr> inputs) => new(ShapeOf(inputs[0]), inputs[0].Kind);

    /// <inheritdoc/>
    public sealed override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) =>
        inputs[0] switch
        {
            Tensor<T> x => Read(x, type.Shape),
            Tensor<int> x => Read(x, type.Shape),
            _ => Read((Tensor<uint>)inputs[0], type.Shape),
        };

    private Tensor<T> Read<T>(Tensor<T> x, Shape shape)
    {
        var view = ViewOf(x.Shape);
        var place = new Odometer(shape, view.Strides);
        return Tensor.Generate(shape, i => x.Elements[view.Offset + place.OffsetOf(i)]);
    }
}
