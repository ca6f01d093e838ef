using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine.Threads;

/// <summary>
/// Runs the parts of an instruction on the caller's thread and on helpers. Who runs which part never shows in a result.
/// </summary>
internal static class Workers
{
    /// <summary>Runs all parts and returns when all are done.</summary>
    /// <param name="instruction">The work.</param>
    /// <param name="frame">Its memory.</param>
    /// <param name="threads">How many threads may take part, the caller's included.</param>
    public static void Run<T>(Instruction<T> instruction, Frame<T> frame, int threads)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var parts = instruction.Parts;
        if (threads > 1 && parts > 1 && WorkerPool<T>.TryRun(instruction, frame, Math.Min(threads, parts))) return;
        if (parts > 0) instruction.Run(frame, 0, 0, parts);
    }
}
