using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Threads;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// A pipeline in a workspace, as work that threads share. One object serves all pipelines of a plan, one after another,
/// so that a run allocates nothing.
/// </summary>
/// <param name="workspace">The memory of the buffers.</param>
/// <param name="threads">The most threads that take part, the caller's included.</param>
internal sealed class PipelineRun<T>(Workspace<T> workspace, int threads) : IParallelWork
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private Pipeline<T>? _pipeline;

    /// <inheritdoc/>
    public int Parts => _pipeline!.Parts;

    /// <summary>Runs all parts of a pipeline and returns when all are done.</summary>
    public void Run(Pipeline<T> pipeline)
    {
        _pipeline = pipeline;
        Workers.Run(this, threads);
    }

    /// <inheritdoc/>
    public void Run(int worker, int start, int end) => _pipeline!.Run(workspace, worker, start, end);
}
