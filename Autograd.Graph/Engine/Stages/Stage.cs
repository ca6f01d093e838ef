using System.Collections.Immutable;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// One operation of a plan on buffers. Its result is made of rows, and any rows can be computed alone, in any order and
/// on any thread.
/// </summary>
/// <remarks>
/// Stages with the same rows run as one <see cref="Pipeline{T}"/> if each reads only its own rows of what the others
/// write: a block of rows goes through all of them while it is in the cache. A stage with
/// <see cref="RowsPerPart"/> decides itself how it is divided among threads, and is a pipeline of its own.
/// </remarks>
/// <typeparam name="T">The plan's real numbers: <c>float</c> or <c>double</c>.</typeparam>
internal abstract class Stage<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>What it does, for explanations.</summary>
    public abstract string Description { get; }

    /// <summary>The buffers that it reads.</summary>
    public abstract ImmutableArray<int> Sources { get; }

    /// <summary>The buffers that it writes.</summary>
    public abstract ImmutableArray<int> Targets { get; }

    /// <summary>
    /// Pairs of buffers: the target may share the memory of the source if no later stage reads the source.
    /// </summary>
    public virtual ImmutableArray<(int Target, int Source)> InPlace => [];

    /// <summary>The operations and bytes of all rows.</summary>
    public abstract StageCost Cost { get; }

    /// <summary>An estimate of the time that all rows take on one core.</summary>
    public virtual double Nanoseconds => CostModel.OfElements(Cost);

    /// <summary>The number of rows; 1 for a stage that cannot be divided.</summary>
    public abstract int Rows { get; }

    /// <summary>The fewest rows that are worth a call.</summary>
    public virtual int FewestRows => 1;

    /// <summary>
    /// The rows of a part of the work, for a stage that runs alone; null where the pipeline decides by the cost.
    /// </summary>
    public virtual int? RowsPerPart => null;

    /// <summary>
    /// The rows at which parts begin and end, for a stage whose rows build on each other: one thread takes the rows
    /// between two cuts, in their order. Empty where the parts are free.
    /// </summary>
    public virtual ImmutableArray<int> Cuts => [];

    /// <summary>
    /// Whether a row is a whole image with its channels, so large that a pipeline should take few at a time.
    /// </summary>
    public virtual bool TakesImages => false;

    /// <summary>Elements of scratch memory that a thread needs.</summary>
    public virtual int ScratchElements => 0;

    /// <summary>Whether a row of the result needs the same row of a source and no other.</summary>
    public virtual bool ReadsByRow(int source) => false;

    /// <summary>Computes the rows from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    /// <param name="workspace">The memory of the buffers.</param>
    /// <param name="worker">The number of the thread, which chooses the scratch memory.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    public abstract void Run(Workspace<T> workspace, int worker, int start, int end);

    /// <summary>The number of pieces of a size that cover a count.</summary>
    protected static int Ceiling(int count, int size) => (int)(((long)count + size - 1) / size);
}
