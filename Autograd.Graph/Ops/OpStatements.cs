using System.Collections.Immutable;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <content>What an op says of itself besides its value and its rules, with defaults that are always right.</content>
public abstract partial record Op
{
    /// <summary>
    /// Where tests sample an input: the op is defined and smooth there, but for the kinks of <see cref="Branch"/>.
    /// </summary>
    /// <param name="input">Which input.</param>
    public virtual Domain DomainOf(int input) => Domain.Real;

    /// <summary>
    /// For an op that chooses between branches: an expression that is zero exactly where it changes its choice.
    /// </summary>
    /// <param name="node">A node of this op.</param>
    public virtual Expr? Branch(Expr node) => null;

    /// <summary>
    /// What the rules give at kinks, jumps and ties, where calculus is silent, in words; null where there are none.
    /// </summary>
    public virtual string? Convention => null;

    /// <summary>How texts and drawings write the op: by an operator's sign; null for its name and arguments.</summary>
    public virtual Notation? Notation => null;

    /// <summary>
    /// About how many steps the definition takes: elements read and written, and multiply-adds. Constants are computed
    /// once, when a plan is made, where this is known and small. Null, the default, leaves them to the run.
    /// </summary>
    /// <param name="node">A node of this op.</param>
    public virtual long? Work(Expr node) => null;

    /// <summary>
    /// The inputs whose zeros become zeros of the value: it is 0 wherever all of them are, whatever the other inputs.
    /// None, the default, promises nothing.
    /// </summary>
    /// <param name="node">A node of this op.</param>
    public virtual ImmutableArray<Expr> ZeroInputs(Expr node) => [];

    /// <summary>Whether every element of the value is 0 or 1.</summary>
    public virtual bool IsMask => false;

    /// <summary>Whether no element of the value is ever −0, so that adding 0 changes no bit.</summary>
    public virtual bool IsNeverNegativeZero => IsMask;

    /// <summary>Whether the op is a linear function of all its inputs together.</summary>
    public virtual bool IsLinear => false;

    /// <summary>
    /// The value at one number that stands in all inputs, where that says more than the definition does of inputs that
    /// are independent; null where it does not. Intervals use it.
    /// </summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <typeparam name="TNumbers">Their arithmetic.</typeparam>
    internal virtual Func<T, T>? OfEqualInputs<T, TNumbers>()
        where TNumbers : struct, INumberSystem<T>
        => null;

    /// <summary>The elements that a node reads and writes.</summary>
    /// <param name="node">The node.</param>
    protected static long Moved(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Shape.Size + node.Inputs.Sum(input => (long)input.Shape.Size);
    }
}
