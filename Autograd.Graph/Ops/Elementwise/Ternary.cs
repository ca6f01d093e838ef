using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>
/// The scalar definition of an operation of three inputs, over any arithmetic: numbers or whole vectors of them.
/// </summary>
public interface ITernary
{
    /// <summary>The value at one element.</summary>
    /// <param name="a">The element of the first input.</param>
    /// <param name="b">The element of the second input.</param>
    /// <param name="c">The element of the third input.</param>
    /// <typeparam name="T">A number, or a vector of numbers.</typeparam>
    /// <typeparam name="TNumbers">Their arithmetic.</typeparam>
    static abstract T Apply<T, TNumbers>(T a, T b, T c)
        where TNumbers : struct, IArithmetic<T>;
}

/// <summary>An elementwise operation of three inputs, which broadcast to one shape.</summary>
/// <typeparam name="TDefinition">Its scalar definition.</typeparam>
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
