using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>One step of a plan: a kernel on buffers, in parts that may run on any thread in any order.</summary>
/// <typeparam name="T">The plan's real numbers: <c>float</c> or <c>double</c>.</typeparam>
internal abstract class Instruction<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>What it does, for explanations.</summary>
    public abstract string Description { get; }

    /// <summary>The buffers that it reads and writes, for the planning of memory.</summary>
    public abstract ImmutableArray<int> Buffers { get; }

    /// <summary>The buffers that it writes.</summary>
    public abstract ImmutableArray<int> Targets { get; }

    /// <summary>
    /// Pairs of which the target may lie where the source lies, if no later instruction reads the source.
    /// </summary>
    public virtual ImmutableArray<(int Target, int Source)> InPlace => [];

    /// <summary>What one run of all parts takes.</summary>
    public abstract PlanCost Cost { get; }

    /// <summary>How many parts the work has; it depends on shapes only.</summary>
    public virtual int Parts => 1;

    /// <summary>Elements of scratch memory that a thread needs.</summary>
    public virtual int ScratchElements => 0;

    /// <summary>Runs the parts from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public abstract void Run(Frame<T> frame, int worker, int start, int end);

    /// <summary>How many pieces of a size cover a count.</summary>
    protected static int Ceiling(int count, int size) => (int)(((long)count + size - 1) / size);
}
