using System.Diagnostics;
using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine.Threads;

/// <summary>
/// The helper threads of the process, for plans over one number type. One instruction runs at a time.
/// </summary>
/// <remarks>
/// A ticket packs the job's number and the parts that are left; a part belongs to whoever takes it from the ticket. The
/// caller takes the first and helpers the last, so that in every run of a plan a thread finds in its own cache most of
/// what it worked on before. A helper that comes late finds no part left and cannot touch a later job's by mistake.
/// Where other programs keep helpers from running, the caller works alone for a while: see
/// <see cref="SharingBalance"/>.
/// </remarks>
internal static class WorkerPool<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int SpinsBeforeSleep = 2000;
    private const int PartBits = 20;
    private const int PartMask = (1 << PartBits) - 1;

    private static readonly SharingBalance Balance = new(Stopwatch.Frequency);
    private static readonly List<Worker> Workers = [];
    private static bool _busy;
    private static Instruction<T>? _instruction;
    private static Frame<T>? _frame;
    private static Exception? _failure;
    private static long _ticket;
    private static int _invited;
    private static int _done;

    /// <summary>
    /// Runs all parts with helpers; false when others have them, when they are at rest, or with too many parts for a
    /// ticket.
    /// </summary>
    public static bool TryRun(Instruction<T> instruction, Frame<T> frame, int threads)
    {
        var parts = instruction.Parts;
        var start = Stopwatch.GetTimestamp();
        // No lock, which would let the thread in again that has it.
        if (parts > PartMask || Balance.Rests(start) || Interlocked.Exchange(ref _busy, true)) return false;
        try
        {
            while (Workers.Count < threads - 1) Workers.Add(Worker.Start(Workers.Count + 1));
            (_instruction, _frame, _failure, _done) = (instruction, frame, null, 0);
            Volatile.Write(ref _invited, threads);
            var job = (Volatile.Read(ref _ticket) >> (2 * PartBits)) + 1;
            // Before anybody is seen to be asleep: whoever falls asleep later sees the ticket.
            Interlocked.Exchange(ref _ticket, Ticket(job, 0, parts));
            for (var helper = 0; helper < threads - 1; helper++) Workers[helper].Wake();
            RunAndWait(parts, start);
            var failure = _failure;
            // What has run may be collected.
            (_instruction, _frame, _failure) = (null, null, null);
            if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            return true;
        }
        finally
        {
            Volatile.Write(ref _busy, false);
        }
    }

    private static void RunAndWait(int parts, long start)
    {
        var (own, shortest) = (0, long.MaxValue);
        while (TryRunPart(0))
        {
            var end = Stopwatch.GetTimestamp();
            (own, shortest, start) = (own + 1, Math.Min(shortest, end - start), end);
        }

        if (Volatile.Read(ref _done) < parts)
        {
            var wait = new SpinWait();
            while (Volatile.Read(ref _done) < parts) wait.SpinOnce(sleep1Threshold: -1);
        }

        // A caller that ran no part has no measure.
        if (own == 0 || own == parts) return;
        var now = Stopwatch.GetTimestamp();
        Balance.Add(now, parts - own, shortest, now - start);
    }

    private static long Ticket(long job, int first, int end) =>
        (job << (2 * PartBits)) | ((long)end << PartBits) | (long)first;

    private static bool TryRunPart(int worker)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _ticket);
            var (first, end) = ((int)ticket & PartMask, (int)(ticket >> PartBits) & PartMask);
            if (first >= end || worker >= Volatile.Read(ref _invited)) return false;
            var part = worker == 0 ? first++ : --end;
            if (Interlocked.CompareExchange(
                ref _ticket, Ticket(ticket >> (2 * PartBits), first, end), ticket) != ticket)
            {
                continue;
            }

            try
            {
                _instruction!.Run(_frame!, worker, part, part + 1);
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

#pragma warning disable CA1001 // A helper lives as long as the process.
    private sealed class Worker(int worker)
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _wake = new(0);
        private int _sleeping;

        public static Worker Start(int worker)
        {
            var helper = new Worker(worker);
            new Thread(helper.Work) { IsBackground = true, Name = $"Autograd helper {worker}" }.Start();
            return helper;
        }

        public void Wake()
        {
            if (Interlocked.Exchange(ref _sleeping, 0) == 1) _wake.Release();
        }

        private void Work()
        {
            while (true)
            {
                for (var spins = 0; spins < SpinsBeforeSleep; spins++)
                {
                    if (TryRunPart(worker)) spins = 0;
                    else Thread.SpinWait(20);
                }

                Interlocked.Exchange(ref _sleeping, 1);
                // Whoever has taken the mark releases, so one wait belongs to each mark.
                if (!TryRunPart(worker) || Interlocked.Exchange(ref _sleeping, 0) == 0) _wake.Wait();
            }
        }
    }
}
