using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Autograd.Graph.Drawing;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>A node of an immutable computation graph: an operation applied to other nodes.</summary>
/// <remarks>
/// Nodes are interned: the same operation on the same inputs is the same object, so equality is reference equality and
/// a common subexpression is shared by construction. Variables and tensors have an identity of their own, also scalar
/// ones; a C# number is one node with every equal number.
/// An expression is also the smallest parameter record: one leaf, whose path is empty.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Expr : IParameterRecord<Expr>
{
    private static int _made;

    // Of what the node is, for interning; the hash code of the object is its number.
    private readonly int _hash;

    internal Expr(Op op, ImmutableArray<Expr> inputs, TensorType type, int hash)
    {
        (Op, Inputs, Type, _hash, Number) = (op, inputs, type, hash, Interlocked.Increment(ref _made));
        NumberSize = Numbers.SizeOf(op, inputs.AsSpan());
        HasIdentity = op.HasIdentity;
        foreach (var input in inputs) HasIdentity |= input.HasIdentity;
    }

    /// <summary>How many nodes had been made, modulo 2³²: nodes of one graph have numbers near each other.</summary>
    internal int Number { get; }

    /// <summary>The operation.</summary>
    public Op Op { get; }

    /// <summary>What the operation is applied to; empty for variables and literals.</summary>
    public ImmutableArray<Expr> Inputs { get; }

    /// <summary>The shape and element kind of the value.</summary>
    public TensorType Type { get; }

    /// <summary>The shape of the value.</summary>
    public Shape Shape => Type.Shape;

    /// <summary>What the elements of the value are.</summary>
    public ElementKind Kind => Type.Kind;

    /// <summary>
    /// Whether a variable, a tensor or another thing with an identity lies below; else equal expressions are this node.
    /// </summary>
    internal bool HasIdentity { get; }

    /// <summary>The size of an expression of C# numbers alone; 0 for any other, 255 for any larger.</summary>
    internal byte NumberSize { get; }

    /// <summary>Applies an operation to inputs: every node is made here.</summary>
    /// <returns>
    /// The one node of this operation and these inputs (after broadcasting, for an elementwise operation).
    /// </returns>
    /// <exception cref="ShapeException">The inputs do not fit the operation.</exception>
    public static Expr Apply(Op op, params ReadOnlySpan<Expr> inputs)
    {
        ArgumentNullException.ThrowIfNull(op);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is null) throw new ArgumentNullException(nameof(inputs), $"{op.Name}: input {i} is null.");
        }

        try
        {
            return Interning.Node(op, op.Align([.. inputs]));
        }
        catch (Exception failure) when (Refusals.Concerns(failure))
        {
            throw Refusals.Of(op.Name, [.. inputs], failure);
        }
    }

    /// <summary>The graph as bounded text: infix, with shared nodes named once. See <see cref="ExprText"/>.</summary>
    public override string ToString() => ExprText.Of(this);

    /// <inheritdoc/>
    public override int GetHashCode() => Number;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public Expr Map(Func<Leaf, Expr> f) => f(new Leaf("", this));

    /// <inheritdoc/>
    public Expr Zip(Expr other, Func<Leaf, Expr, Expr> f) => f(new Leaf("", this), other);

    /// <inheritdoc/>
    public TState Fold<TState>(TState seed, Func<TState, Leaf, TState> f) => f(seed, new Leaf("", this));

    /// <summary>A short text with the shape, for messages.</summary>
    internal string Describe() => $"{ExprText.Of(this, 60)}, {(Kind == ElementKind.Real ? "" : Kind)}{Shape}";

    internal static int HashOf(Op op, ReadOnlySpan<Expr> inputs)
    {
        var hash = new HashCode();
        hash.Add(op.HasIdentity ? RuntimeHelpers.GetHashCode(op) : op.GetHashCode());
        foreach (var input in inputs) hash.Add(input._hash);
        return hash.ToHashCode();
    }
}
