using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>
/// The scalar meaning of an operation of three inputs, over any arithmetic: numbers or whole vectors of them.
/// </summary>
public interface ITernary
{
    /// <summary>The value at one element.</summary>
    static abstract T Apply<T, TNumbers>(T a, T b, T c)
        where TNumbers : struct, IArithmetic<T>;
}

/// <summary>An elementwise operation of three inputs, which broadcast to one shape.</summary>
/// <typeparam name="TDefinition">Its scalar meaning.</typeparam>
public abstract record Ternary<TDefinition> : Elementwise
    where TDefinition : struct, ITernary
{
    /// <inheritdoc/>
    public sealed override int Arity => 3;

    /// <inheritdoc/>
    public sealed override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (a, b, c) =
            (((Tensor<T>)inputs[0]).Elements, ((Tensor<T>)inputs[1]).Elements, ((Tensor<T>)inputs[2]).Elements);
        return Tensor.Generate(type.Shape, i => TDefinition.Apply<T, TNumbers>(a[i], b[i], c[i]));
    }

    internal sealed override TResult Accept<TResult>(IElementwiseVisitor<TResult> visitor) =>
        visitor.Ternary<TDefinition>();
}
