using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Autograd.Graph.Engine.Threads;

/// <summary>The worker threads of the process. They share one job at a time.</summary>
/// <remarks>
/// A ticket packs the job's number and the range of parts that are left. A thread takes a part by replacing the ticket.
/// The caller takes the first part and workers take the last, so that in every run of a plan a thread finds in its own
/// cache most of what it worked on before. A worker that comes late finds no part left, and cannot take part in a later
/// job by mistake. If other programs keep the workers from running, the caller works alone for a while: see
/// <see cref="SharingBalance"/>.
/// </remarks>
internal static class WorkerPool
{
    private const int SpinsBeforeSleep = 2000;
    private const int PartBits = 20;
    private const int PartMask = (1 << PartBits) - 1;

    private static readonly SharingBalance Balance = new(Stopwatch.Frequency);
    private static readonly List<Worker> Workers = [];
    private static bool _busy;
    private static IParallelWork? _work;
    private static object? _memory;
    private static Exception? _failure;
    private static long _ticket;
    private static int _invited;
    private static int _done;

    /// <summary>
    /// Runs all parts with workers. False, and nothing has run, while workers are busy with another job or rest, or if
    /// the parts are too many for a ticket.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="memory">The memory that the work gets.</param>
    /// <param name="threads">The most threads that take part, the caller's included.</param>
    public static bool TryRun(IParallelWork work, object memory, int threads)
    {
        var parts = work.Parts;
        var start = Stopwatch.GetTimestamp();
        // Not a lock: a lock would let the same thread in again, from within a part.
        if (parts > PartMask || Balance.Rests(start) || Interlocked.Exchange(ref _busy, true)) return false;
        try
        {
            while (Workers.Count < threads - 1) Workers.Add(Worker.Start(Workers.Count + 1));
            (_work, _memory, _failure, _done) = (work, memory, null, 0);
            Volatile.Write(ref _invited, threads);
            var job = (Volatile.Read(ref _ticket) >> (2 * PartBits)) + 1;
            // The ticket comes before the wake-up calls: a worker that falls asleep after them has seen the ticket.
            Interlocked.Exchange(ref _ticket, Ticket(job, 0, parts));
            for (var worker = 0; worker < threads - 1; worker++) Workers[worker].Wake();
            RunAndWait(parts, start);
            var failure = _failure;
            // The garbage collector may now collect the work and its memory.
            (_work, _memory, _failure) = (null, null, null);
            if (failure is not null) ExceptionDispatchInfo.Throw(failure);
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

        // Without a part of its own, the caller does not know how long a part takes.
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
                _work!.Run(_memory!, worker, part, part + 1);
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

#pragma warning disable CA1001 // A worker lives as long as the process.
    private sealed class Worker(int number)
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _wake = new(0);
        private int _sleeping;

        public static Worker Start(int number)
        {
            var worker = new Worker(number);
            new Thread(worker.Work) { IsBackground = true, Name = $"Autograd worker {number}" }.Start();
            return worker;
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
                    if (TryRunPart(number)) spins = 0;
                    else Thread.SpinWait(20);
                }

                Interlocked.Exchange(ref _sleeping, 1);
                // Each change of the mark from 1 to 0 by Wake comes with one release, and is waited for once.
                if (!TryRunPart(number) || Interlocked.Exchange(ref _sleeping, 0) == 0) _wake.Wait();
            }
        }
    }
}
