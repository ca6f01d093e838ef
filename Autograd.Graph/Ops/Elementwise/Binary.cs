using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>
/// The scalar definition of an operation of two inputs, over any arithmetic: numbers or whole vectors of them.
/// </summary>
public interface IBinary
{
    /// <summary>The value at one element.</summary>
    /// <param name="a">The element of the left input.</param>
    /// <param name="b">The element of the right input.</param>
    /// <typeparam name="T">A number, or a vector of numbers.</typeparam>
    /// <typeparam name="TNumbers">Their arithmetic.</typeparam>
    static abstract T Apply<T, TNumbers>(T a, T b)
        where TNumbers : struct, IArithmetic<T>;
}

/// <summary>An elementwise operation of two inputs, which broadcast to one shape.</summary>
/// <typeparam name="TDefinition">Its scalar definition.</typeparam>
public abstract record Binary<TDefinition> : Elementwise
    where TDefinition : struct, IBinary
{
    /// <inheritdoc/>
    public sealed override int Arity => 2;

    /// <summary>The partial derivative with respect to one input; null where it is zero everywhere.</summary>
    /// <param name="input">0 for <paramref name="a"/>, 1 for <paramref name="b"/>.</param>
    /// <param name="a">The left input.</param>
    /// <param name="b">The right input.</param>
    /// <param name="y">The node itself, for rules that are shorter in terms of the value.</param>
    public abstract Expr? Derivative(int input, Expr a, Expr b, Expr y);

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        Derivative(input, node.Inputs[0], node.Inputs[1], node) is { } d ? cotangent * d : null;

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        Derivative(input, node.Inputs[0], node.Inputs[1], node) is { } d ? d * tangent : null;

    /// <inheritdoc/>
    public sealed override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (a, b) = (((Tensor<T>)inputs[0]).Elements, ((Tensor<T>)inputs[1]).Elements);
        return Tensor.Generate(type.Shape, i => TDefinition.Apply<T, TNumbers>(a[i], b[i]));
    }

    internal sealed override TResult Accept<TResult>(IElementwiseVisitor<TResult> visitor) =>
        visitor.Binary<TDefinition>();
}
