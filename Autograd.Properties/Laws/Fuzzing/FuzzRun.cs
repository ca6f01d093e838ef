using System.Diagnostics;
using System.Globalization;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Fuzzing;

/// <summary>Many cases of one reader: each is read, timed, measured and judged.</summary>
/// <param name="Reader">The reader's name.</param>
/// <param name="Cases">How many cases were read.</param>
/// <param name="Accepted">How many of them were accepted.</param>
/// <param name="Longest">The time of the slowest.</param>
/// <param name="MostBytes">The most that one allocated.</param>
/// <param name="LongestMessage">The length of the longest message.</param>
/// <param name="Faults">What went wrong, each with the number of its case.</param>
internal sealed record FuzzRun(
    string Reader, int Cases, int Accepted, TimeSpan Longest, long MostBytes, int LongestMessage,
    IReadOnlyList<string> Faults)
{
    private const int MostFaults = 20;
    private const int MostMessage = 1500;

    // Far beyond what any case takes, since other tests may keep the thread from running.
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(1);

    /// <summary>The result in one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Reader,-11} {Cases,8} cases  {Accepted,7} accepted  {Faults.Count,3} faults  "
        + $"slowest {Longest.TotalMilliseconds,6:F1} ms  most {MostBytes / 1048576.0,5:F1} MB  "
        + $"longest message {LongestMessage}");

    /// <summary>How many bytes a reader may allocate for a file.</summary>
    /// <param name="size">The size of the file.</param>
    internal static long Allowed(long size) => (64L << 20) + (8 * size);

    /// <summary>Reads the cases of a seed; the same seed makes the same cases.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="cases">How many cases.</param>
    /// <param name="limit">How long a case may take; a minute unless given.</param>
    internal static FuzzRun Of(Fuzzed reader, int seed, int cases, TimeSpan? limit = null)
    {
        using var folder = new TemporaryFolder();
        var state = new State(reader, Path.Combine(folder.Path, "file"), seed, cases, limit ?? MostTime);
        var worker = new Thread(state.Run) { IsBackground = true };
        worker.Start();
        while (!worker.Join(200) && !state.Hangs)
        {
        }

        // A case that hangs keeps its thread, and is a fault all the same.
        return state.Stop();
    }

    /// <summary>The file of a case.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="number">The number of the case.</param>
    internal static byte[] File(Fuzzed reader, int seed, int number) =>
        reader.Make(new Random(unchecked((seed * 1_000_003) + number)));

    private sealed class State(Fuzzed reader, string path, int seed, int cases, TimeSpan limit)
    {
        private readonly List<string> _faults = [];
        private long _started = Stopwatch.GetTimestamp();
        private int _number;
        private volatile bool _stopped;
        private FuzzRun _run = new(reader.Name, 0, 0, default, 0, 0, []);

        internal bool Hangs => Stopwatch.GetElapsedTime(Volatile.Read(ref _started)) > limit;

        /// <summary>The result; a case that has not ended by now touches no file after it.</summary>
        internal FuzzRun Stop()
        {
            var hangs = Hangs;
            _stopped = true;
            var end = $"case {_number}: no end after {limit.TotalSeconds} s";
            string[] faults = hangs ? [.. _faults, end] : [.. _faults];
            return _run with { Cases = _number, Faults = faults };
        }

        internal void Run()
        {
            for (; _number < cases && _faults.Count < MostFaults && !_stopped; _number++)
            {
                var file = File(reader, seed, _number);
                Volatile.Write(ref _started, Stopwatch.GetTimestamp());
                if (Case(file) is { } fault) _faults.Add($"case {_number}: {fault}");
            }

            Volatile.Write(ref _started, long.MaxValue);
        }

        private string? Case(byte[] file)
        {
            try
            {
                System.IO.File.WriteAllBytes(path, file);
                var (before, start) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
                var outcome = reader.Read(path);
                var (bytes, time) = (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(start));
                var (error, dispute) = reader.Judge(file, outcome);
                _run = _run with
                {
                    Accepted = _run.Accepted + (error is null ? 1 : 0),
                    Longest = time > _run.Longest ? time : _run.Longest,
                    MostBytes = Math.Max(_run.MostBytes, bytes),
                    LongestMessage = Math.Max(_run.LongestMessage, error?.Length ?? 0),
                };
                return bytes > Allowed(file.Length) ? $"{bytes} bytes allocated for a file of {file.Length}"
                    : error is { Length: 0 or > MostMessage } ? $"a message of {error.Length} characters"
                    : error is not null && error.Any(char.IsControl) ? $"a message of several lines: {error}"
                    : dispute;
            }
#pragma warning disable CA1031 // Whatever a reader throws is the fault that is looked for.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                return $"{exception}".ReplaceLineEndings(" ");
            }
        }
    }
}
