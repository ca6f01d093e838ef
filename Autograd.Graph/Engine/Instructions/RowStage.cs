using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>Work whose result is made row by row, so that any rows of it can be made alone.</summary>
/// <remarks>
/// Stages with the same rows, each of which reads only those rows of what the others make, run as one
/// <see cref="RowPipeline{T}"/>: while a block of rows is in the cache it goes through all of them.
/// </remarks>
/// <typeparam name="T">The plan's real numbers.</typeparam>
internal abstract class RowStage<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>What it does, for explanations.</summary>
    public abstract string Description { get; }

    /// <summary>The buffers that it reads.</summary>
    public abstract ImmutableArray<int> Sources { get; }

    /// <summary>The buffers that it writes.</summary>
    public abstract ImmutableArray<int> Targets { get; }

    /// <summary>Pairs of which the target may lie where the source lies, if no later work reads the source.</summary>
    public virtual ImmutableArray<(int Target, int Source)> InPlace => [];

    /// <summary>What all rows take.</summary>
    public abstract PlanCost Cost { get; }

    /// <summary>About how many nanoseconds all rows take on one core.</summary>
    public virtual double Nanoseconds => CostModel.OfElements(Cost);

    /// <summary>How many rows there are.</summary>
    public abstract int Rows { get; }

    /// <summary>The fewest rows that are worth running alone.</summary>
    public virtual int FewestRows => 1;

    /// <summary>
    /// Whether a row is so large, an image with its channels, that a pipeline should take few at a time.
    /// </summary>
    public virtual bool TakesImages => false;

    /// <summary>
    /// Where parts begin and end, if that is not free: rows between two cuts are taken by one thread in their order,
    /// since each builds on what the one before has left.
    /// </summary>
    public virtual ImmutableArray<int> Cuts => [];

    /// <summary>Elements of scratch memory that a thread needs.</summary>
    public virtual int ScratchElements => 0;

    /// <summary>Whether a row of the result needs the same row of a source and no other.</summary>
    public abstract bool ReadsByRow(int source);

    /// <summary>Makes the rows from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    public abstract void Run(Frame<T> frame, int worker, int start, int end);
}
