using System.Diagnostics;
using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine.Threads;

/// <summary>The helper threads of the process, for plans over one number type. One instruction runs at a time.</summary>
/// <remarks>
/// A ticket packs the job's number and the parts that are left; a part belongs to whoever takes it from the ticket. The
/// caller takes the first and helpers the last, so that in every run of a plan a thread finds in its own cache most of
/// what it worked on before. A helper that comes late finds no part left and cannot touch a later job's by mistake. Where other programs keep a
/// helper from running, the caller would wait for it again and again: after a long wait it works alone for a while.
/// </remarks>
internal static class Crew<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int SpinsBeforeSleep = 2000;
    private const int PartBits = 20;
    private const int PartMask = (1 << PartBits) - 1;

    // A wait longer than a part takes means that a helper was not running; then the caller stays alone so many times as long.
    private const int RestsForAWait = 100;

    private static readonly long LongWait = Stopwatch.Frequency / 2000;
    private static readonly Lock Busy = new();
    private static readonly List<Helper> Helpers = [];
    private static Instruction<T>? _instruction;
    private static Frame<T>? _frame;
    private static Exception? _failure;
    private static long _ticket;
    private static long _restsUntil;
    private static int _invited;
    private static int _done;

    /// <summary>Runs all parts with helpers; false when another caller has them, they are at rest, or there are too many parts for a ticket.</summary>
    public static bool TryRun(Instruction<T> instruction, Frame<T> frame, int threads)
    {
        var parts = instruction.Parts;
        if (parts > PartMask || Stopwatch.GetTimestamp() < Volatile.Read(ref _restsUntil) || !Busy.TryEnter()) return false;
        try
        {
            while (Helpers.Count < threads - 1) Helpers.Add(Helper.Start(Helpers.Count + 1));
            (_instruction, _frame, _failure, _done) = (instruction, frame, null, 0);
            Volatile.Write(ref _invited, threads);
            var job = (Volatile.Read(ref _ticket) >> (2 * PartBits)) + 1;
            // Before anybody is seen to be asleep: whoever falls asleep later sees the ticket.
            Interlocked.Exchange(ref _ticket, Ticket(job, 0, parts));
            for (var helper = 0; helper < threads - 1; helper++) Helpers[helper].Wake();
            while (TryRunPart(0))
            {
            }

            Wait(parts);
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

    private static void Wait(int parts)
    {
        if (Volatile.Read(ref _done) == parts) return;
        var start = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (Volatile.Read(ref _done) < parts) wait.SpinOnce(sleep1Threshold: -1);
        var end = Stopwatch.GetTimestamp();
        if (end - start > LongWait) Volatile.Write(ref _restsUntil, end + (RestsForAWait * (end - start)));
    }

    private static long Ticket(long job, int first, int end) => (job << (2 * PartBits)) | ((long)end << PartBits) | (long)first;

    private static bool TryRunPart(int worker)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _ticket);
            var (first, end) = ((int)ticket & PartMask, (int)(ticket >> PartBits) & PartMask);
            if (first >= end || worker >= Volatile.Read(ref _invited)) return false;
            var part = worker == 0 ? first++ : --end;
            if (Interlocked.CompareExchange(ref _ticket, Ticket(ticket >> (2 * PartBits), first, end), ticket) != ticket) continue;
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
    private sealed class Helper(int worker)
#pragma warning restore CA1001
    {
        private readonly SemaphoreSlim _wake = new(0);
        private int _sleeping;

        public static Helper Start(int worker)
        {
            var helper = new Helper(worker);
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
