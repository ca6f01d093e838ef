using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine.Threads;

/// <summary>Runs the chunks of an instruction on the caller's thread and on helpers. Who runs which chunk never shows in a result.</summary>
internal static class Workers
{
    /// <summary>Runs all chunks and returns when all are done.</summary>
    /// <param name="instruction">The work.</param>
    /// <param name="frame">Its memory.</param>
    /// <param name="threads">How many threads may take part, the caller's included.</param>
    public static void Run<T>(Instruction<T> instruction, Frame<T> frame, int threads)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var chunks = instruction.Chunks;
        if (threads > 1 && chunks > 1 && Crew<T>.TryRun(instruction, frame, Math.Min(threads, chunks))) return;
        for (var chunk = 0; chunk < chunks; chunk++) instruction.Run(frame, 0, chunk);
    }
}
