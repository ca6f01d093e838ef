using Autograd.Graph.Engine.Threads;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Threads;

/// <summary>The threads run every part of some work once, each in scratch of its own.</summary>
public sealed class WorkersLaws
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_part_runs_once_and_no_two_at_once_in_one_workers_scratch(int threads)
    {
        for (var parts = 0; parts < 60; parts++)
        {
            var job = new Counting(parts, failing: -1);
            Workers.Run(job, job, threads);
            Assert.All(job.Runs, runs => Assert.Equal(1, runs));
            Assert.Equal(0, job.Clashes);
            Assert.InRange(job.LargestWorker, 0, Math.Min(threads, Math.Max(parts, 1)) - 1);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Thousands_of_tiny_parts_run_once_each_although_all_threads_want_the_next(int threads)
    {
        for (var trial = 0; trial < 10; trial++)
        {
            var job = new Counting(50_000, failing: -1, work: 0);
            Workers.Run(job, job, threads);
            Assert.Equal(50_000, job.Runs.Count(runs => runs == 1));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void What_a_part_throws_reaches_the_caller_and_later_work_is_done(int threads)
    {
        for (var failing = 0; failing < 20; failing++)
        {
            var at = failing;
            Assert.Equal($"part {at}", Assert.Throws<InvalidOperationException>(
                () => Workers.Run(new Counting(20, at), this, threads)).Message);
            var next = new Counting(20, failing: -1);
            Workers.Run(next, next, threads);
            Assert.All(next.Runs, runs => Assert.Equal(1, runs));
        }
    }

    [Fact]
    public async Task Callers_on_several_threads_all_get_their_work_done()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                var job = new Counting(12, failing: -1);
                Workers.Run(job, job, 2);
                Assert.All(job.Runs, runs => Assert.Equal(1, runs));
            }
        })));
    }

    private sealed class Counting(int parts, int failing, int work = 100) : IParallelWork
    {
        private readonly int[] _busy = new int[16];
        private int _clashes;
        private int _largestWorker;

        public int[] Runs { get; } = new int[parts];

        public int Clashes => _clashes;

        public int LargestWorker => _largestWorker;

        public int Parts => parts;

        public void Run(object memory, int worker, int start, int end)
        {
            for (var part = start; part < end; part++) Run(worker, part);
        }

        private void Run(int worker, int part)
        {
            if (Interlocked.Increment(ref _busy[worker]) > 1) Interlocked.Increment(ref _clashes);
            Interlocked.Increment(ref Runs[part]);
            for (var seen = _largestWorker; worker > seen; seen = _largestWorker)
            {
                Interlocked.CompareExchange(ref _largestWorker, worker, seen);
            }

            Thread.SpinWait(work);
            Interlocked.Decrement(ref _busy[worker]);
            if (part == failing) throw new InvalidOperationException($"part {part}");
        }
    }
}
