namespace Autograd.Graph.Engine.Threads;

/// <summary>Work in parts, which may run in any order and at the same time on several threads.</summary>
internal interface IParallelWork
{
    /// <summary>The number of parts.</summary>
    public int Parts { get; }

    /// <summary>Runs the parts from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    /// <param name="memory">The memory that the caller gave for this run.</param>
    /// <param name="worker">The number of the thread: 0 for the caller's. No two threads have the same number.</param>
    /// <param name="start">The first part.</param>
    /// <param name="end">The part after the last.</param>
    public void Run(object memory, int worker, int start, int end);
}
