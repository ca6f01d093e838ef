using System.Collections.Immutable;
using System.Diagnostics;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>
/// An operation: a small immutable value with its parameters, its shape rule, its value and its derivative rules.
/// </summary>
/// <remarks>
/// Two equal operations on the same inputs make the same node. Derive from <see cref="Unary{TDefinition}"/>,
/// <see cref="Binary{TDefinition}"/>, <see cref="Reduction{TDefinition}"/> or from this class to add an operation of
/// your own: every interpreter and every transform works on it.
/// </remarks>
[DebuggerDisplay("{Name,nq} {Parameters,nq}")]
public abstract partial record Op
{
    /// <summary>The name in texts, drawings and errors, e.g. <c>Tanh</c>.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>The operation's own parameters as text, e.g. the axes of a sum; empty for none.</summary>
    public virtual string Parameters => "";

    /// <summary>Whether each node of this operation is itself and equal to no other, as a variable is.</summary>
    public virtual bool HasIdentity => false;

    /// <summary>The type of the value, from the inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public abstract TensorType Infer(ImmutableArray<Expr> inputs);

    /// <summary>
    /// The value in a number system: the definition that every faster interpreter must reproduce bit for bit.
    /// </summary>
    /// <param name="type">The type of the value, as <see cref="Infer"/> gave it.</param>
    /// <param name="inputs">The inputs' values; real ones are <see cref="Tensor{T}"/> of
    /// <typeparamref name="T"/>.</param>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <typeparam name="TNumbers">Their arithmetic.</typeparam>
    public abstract Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        where TNumbers : struct, INumberSystem<T>;

    /// <summary>
    /// Reverse rule: what a cotangent of the node gives to one input, of that input's shape. Null says that it is zero.
    /// </summary>
    /// <remarks>
    /// It is asked for real inputs of real nodes alone. An op that does not write it cannot be differentiated in
    /// reverse.
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="input">Which input.</param>
    /// <param name="cotangent">The derivative of the result with respect to the node, of the node's shape.</param>
    /// <exception cref="InvalidOperationException">The op does not override this.</exception>
    public virtual Expr? Vjp(Expr node, int input, Expr cotangent) =>
        throw Missing("reverse", nameof(Vjp), "Gradient, Vjp and Hessian", input);

    /// <summary>
    /// Forward rule: what a tangent of one input gives to the node, of the node's shape. Null says that it is zero.
    /// </summary>
    /// <remarks>
    /// It is asked for real inputs of real nodes alone. An op that does not write it cannot be differentiated forward.
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="input">Which input.</param>
    /// <param name="tangent">The derivative of the input along the direction, of the input's shape.</param>
    /// <exception cref="InvalidOperationException">The op does not override this.</exception>
    public virtual Expr? Jvp(Expr node, int input, Expr tangent) =>
        throw Missing("forward", nameof(Jvp), "Jvp, Jacobian and Hessian", input);

    /// <summary>
    /// Batching rule: the node of a whole batch, with the batch as its outermost axis, each example computed as it is
    /// alone. An op without a rule is applied to each example and the results are joined.
    /// </summary>
    /// <param name="node">The node for one example.</param>
    /// <param name="inputs">For each input the batch of it, with its axis in front; or the input itself where all
    /// examples share it. At least one is a batch.</param>
    /// <param name="size">The number of examples, 0 or more.</param>
    public virtual Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        Batching.EachAlone(node, inputs, size);

    /// <summary>
    /// The node's tangent where a rule of all inputs together is shorter than the sum of <see cref="Jvp"/> over them;
    /// null where it is not.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="tangents">For each input its tangent, null for one that does not vary; at least one varies.</param>
    internal virtual Expr? Tangent(Expr node, ReadOnlySpan<Expr?> tangents) => null;

    /// <summary>For an op that is linear in all inputs together: the same op of all tangents.</summary>
    /// <param name="node">The node.</param>
    /// <param name="tangents">For each input its tangent, or null.</param>
    private protected static Expr? Linear(Expr node, ReadOnlySpan<Expr?> tangents)
    {
        var (all, varying) = (new Expr[tangents.Length], 0);
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = tangents[i] ?? Prelude.Zeros(node.Inputs[i].Shape);
            varying += tangents[i] is null ? 0 : 1;
        }

        return varying > 1 ? Expr.Apply(node.Op, all) : null;
    }

    /// <summary>Brings inputs to the form the op takes: an elementwise op broadcasts them. Others leave them.</summary>
    /// <param name="inputs">The inputs as they were given.</param>
    protected internal virtual ImmutableArray<Expr> Align(ImmutableArray<Expr> inputs) => inputs;

    /// <summary>Throws unless there are <paramref name="count"/> inputs, all real.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="count">How many the op takes.</param>
    protected void ExpectReals(ImmutableArray<Expr> inputs, int count)
    {
        if (inputs.Length != count)
        {
            throw new ArgumentException(
                $"{Name} takes {count} inputs, but {inputs.Length} were given.", nameof(inputs));
        }

        for (var i = 0; i < count; i++)
        {
            if (inputs[i].Kind == ElementKind.Real) continue;
            throw ShapeException.For(Name, inputs, $"input {i} holds {inputs[i].Kind} elements, not real numbers",
                "convert indices with ToReal() or OneHot(classes)");
        }
    }

    private InvalidOperationException Missing(string mode, string rule, string users, int input) => new(
        $"{Name} has no {mode} rule, so its derivative with respect to input {input} is not known. Override {rule} in "
            + $"{GetType().Name} "
        + $"({users} use it); where the derivative is zero, return null.");
}
