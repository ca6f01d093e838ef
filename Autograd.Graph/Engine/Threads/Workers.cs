namespace Autograd.Graph.Engine.Threads;

/// <summary>
/// Runs the parts of some work on the caller's thread and on workers. Results do not depend on which thread runs which
/// part.
/// </summary>
internal static class Workers
{
    /// <summary>Runs all parts and returns when all are done.</summary>
    /// <param name="work">The work.</param>
    /// <param name="memory">The memory that the work gets.</param>
    /// <param name="threads">The most threads that take part, the caller's included.</param>
    public static void Run(IParallelWork work, object memory, int threads)
    {
        var parts = work.Parts;
        if (threads > 1 && parts > 1 && WorkerPool.TryRun(work, memory, Math.Min(threads, parts))) return;
        if (parts > 0) work.Run(memory, 0, 0, parts);
    }
}
