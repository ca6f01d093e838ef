using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>
/// The scalar definition of an operation of one input, over any arithmetic: numbers or whole vectors of them.
/// </summary>
/// <remarks>
/// It is a nested struct, not a method of the op, because the JIT specialises generic code over structs only: a kernel
/// that takes the definition as a type argument has it inlined for every number system and vector width.
/// </remarks>
public interface IUnary
{
    /// <summary>The value at one element.</summary>
    /// <param name="x">The element of the input.</param>
    /// <typeparam name="T">A number, or a vector of numbers.</typeparam>
    /// <typeparam name="TNumbers">Their arithmetic.</typeparam>
    static abstract T Apply<T, TNumbers>(T x)
        where TNumbers : struct, IArithmetic<T>;
}

/// <summary>An elementwise operation of one input.</summary>
/// <typeparam name="TDefinition">Its scalar definition.</typeparam>
public abstract record Unary<TDefinition> : Elementwise
    where TDefinition : struct, IUnary
{
    /// <inheritdoc/>
    public sealed override int Arity => 1;

    /// <summary>dy/dx at each element; null where it is zero everywhere.</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">The node itself, for rules that are shorter in terms of the value.</param>
    public abstract Expr? Derivative(Expr x, Expr y);

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        Derivative(node.Inputs[0], node) is { } d ? cotangent * d : null;

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        Derivative(node.Inputs[0], node) is { } d ? d * tangent : null;

    /// <inheritdoc/>
    public sealed override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var x = ((Tensor<T>)inputs[0]).Elements;
        return Tensor.Generate(type.Shape, i => TDefinition.Apply<T, TNumbers>(x[i]));
    }

    internal sealed override TResult Accept<TResult>(IElementwiseVisitor<TResult> visitor) =>
        visitor.Unary<TDefinition>();
}
