using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// An operation that computes each element from the elements at the same place. Inputs broadcast as NumPy's.
/// </summary>
public abstract record Elementwise : Op
{
    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node);

    /// <summary>The number of inputs.</summary>
    public abstract int Arity { get; }

    /// <inheritdoc/>
    public sealed override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, Arity);
        return inputs[0].Type;
    }

    // Aligned inputs have all axes of the node, so that the batch of one broadcasts over another that is shared.
    /// <inheritdoc/>
    public sealed override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        Expr.Apply(this, inputs.AsSpan());

    /// <summary>Gives the scalar definition as a type argument, so that an interpreter can specialise on it.</summary>
    internal abstract TResult Accept<TResult>(IElementwiseVisitor<TResult> visitor);

    /// <inheritdoc/>
    protected internal sealed override ImmutableArray<Expr> Align(ImmutableArray<Expr> inputs)
    {
        if (inputs.Length < 2) return inputs;
        // Before they are broadcast, so that an error shows what was written.
        ExpectReals(inputs, Arity);
        var shape = inputs[0].Shape;
        var same = true;
        foreach (var input in inputs) same &= input.Shape == shape;
        if (same) return inputs;
        foreach (var input in inputs)
        {
            shape = Broadcasting.Join(shape, input.Shape) ?? throw Misfit(inputs);
        }

        return [.. inputs.Select(input => input.BroadcastTo(shape))];
    }

    private ShapeException Misfit(ImmutableArray<Expr> inputs) => ShapeException.For(
        Name,
        inputs,
        $"the shapes {string.Join(" and ", inputs.Select(input => input.Shape))} do not broadcast",
        "axes are aligned from the innermost, and two lengths must be equal or one of them 1: reshape or transpose an "
            + "input so that they are");
}

/// <summary>
/// What an interpreter does with the scalar definition of an elementwise operation, for each number of inputs.
/// </summary>
/// <typeparam name="TResult">What it makes of it.</typeparam>
internal interface IElementwiseVisitor<out TResult>
{
    TResult Unary<TDefinition>() where TDefinition : struct, IUnary;

    TResult Binary<TDefinition>() where TDefinition : struct, IBinary;

    TResult Ternary<TDefinition>() where TDefinition : struct, ITernary;
}
