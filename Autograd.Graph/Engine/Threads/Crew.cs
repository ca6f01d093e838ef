using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine.Threads;

/// <summary>The helper threads of the process, for plans over one number type. One instruction runs at a time.</summary>
/// <remarks>
/// A ticket packs the job's number, its chunk count and the next chunk; a chunk belongs to whoever advances the ticket.
/// A helper that comes late finds no chunk left and cannot touch a later job's by mistake.
/// </remarks>
internal static class Crew<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int SpinsBeforeSleep = 2000;
    private const int ChunkBits = 20;
    private const int ChunkMask = (1 << ChunkBits) - 1;

    private static readonly Lock Busy = new();
    private static readonly List<Thread> Helpers = [];
    private static readonly SemaphoreSlim Wake = new(0);
    private static Instruction<T>? _instruction;
    private static Frame<T>? _frame;
    private static Exception? _failure;
    private static long _ticket;
    private static int _invited;
    private static int _done;
    private static int _sleeping;

    /// <summary>Runs all chunks with helpers; false when another caller has them or there are too many chunks for a ticket.</summary>
    public static bool TryRun(Instruction<T> instruction, Frame<T> frame, int threads)
    {
        var chunks = instruction.Chunks;
        if (chunks > ChunkMask || !Busy.TryEnter()) return false;
        try
        {
            while (Helpers.Count < threads - 1) Start();
            (_instruction, _frame, _failure, _done) = (instruction, frame, null, 0);
            Volatile.Write(ref _invited, threads);
            var job = (Volatile.Read(ref _ticket) >> (2 * ChunkBits)) + 1;
            Volatile.Write(ref _ticket, (job << (2 * ChunkBits)) | ((long)chunks << ChunkBits));
            for (var sleeping = Volatile.Read(ref _sleeping); sleeping > 0; sleeping--) Wake.Release();
            while (TryRunChunk(0))
            {
            }

            var wait = new SpinWait();
            while (Volatile.Read(ref _done) < chunks) wait.SpinOnce(sleep1Threshold: -1);
            var failure = _failure;
            // What has run may be collected.
            (_instruction, _frame, _failure) = (null, null, null);
            if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            return true;
        }
        finally
        {
            Busy.Exit();
        }
    }

    private static bool TryRunChunk(int worker)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _ticket);
            var (chunks, next) = ((int)(ticket >> ChunkBits) & ChunkMask, (int)ticket & ChunkMask);
            if (next >= chunks || worker >= Volatile.Read(ref _invited)) return false;
            if (Interlocked.CompareExchange(ref _ticket, ticket + 1, ticket) != ticket) continue;
            try
            {
                _instruction!.Run(_frame!, worker, next);
            }
#pragma warning disable CA1031 // The caller's thread rethrows it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                _failure = failure;
            }

            Interlocked.Increment(ref _done);
            return true;
        }
    }

    private static void Start()
    {
        var worker = Helpers.Count + 1;
        var helper = new Thread(() => Help(worker)) { IsBackground = true, Name = $"Autograd helper {worker}" };
        Helpers.Add(helper);
        helper.Start();
    }

    private static void Help(int worker)
    {
        while (true)
        {
            for (var spins = 0; spins < SpinsBeforeSleep; spins++)
            {
                if (TryRunChunk(worker)) spins = 0;
                else Thread.SpinWait(20);
            }

            Interlocked.Increment(ref _sleeping);
            if (!TryRunChunk(worker)) Wake.Wait();
            Interlocked.Decrement(ref _sleeping);
        }
    }
}
