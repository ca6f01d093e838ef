using Autograd.Graph.Engine.Threads;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Threads;

/// <summary>
/// Work is shared where helpers run and done alone where they do not, on simulated processors. Times are in
/// microseconds.
/// </summary>
public sealed class SharingBalanceLaws
{
    private const long Second = 1_000_000;
    private const double Unevenness = 0.1;

    public static TheoryData<int, long> Instructions
    {
        get
        {
            var data = new TheoryData<int, long>();
            foreach (var parts in new[] { 2, 3, 4, 8, 12, 24 })
            {
                foreach (var part in new[] { 5L, 50, 500, 5_000, 20_000 }) data.Add(parts, part);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void On_quiet_processors_every_instruction_is_shared_however_long_its_parts(int parts, long part)
    {
        var shared = Ticks(parts, part, seconds: 5, Processor.Free);
        Assert.InRange(shared, 0, (parts + 1) / 2 * part);
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void One_time_slice_for_another_program_now_and_then_does_not_end_sharing(int parts, long part)
    {
        // Away for 4 ms in 400.
        var shared = Ticks(parts, part, seconds: 8, new(On: 396_000, Off: 4_000));
        Assert.InRange(shared, 0, 1.1 * ((parts + 1) / 2 * part));
    }

    [Theory]
    [MemberData(nameof(Instructions))]
    public void Parts_that_differ_by_half_are_shared(int parts, long part)
    {
        var shared = Ticks(parts, part, seconds: 5, Processor.Free, unevenness: 0.5);
        Assert.InRange(shared, 0, 0.82 * parts * part * 1.25);
    }

    [Theory]
    [InlineData(3_000, 6_000)]
    [InlineData(3_000, 3_000)]
    [InlineData(1_000, 20_000)]
    [InlineData(500, 50_000)]
    [InlineData(4_000, 12_000)]
    public void Beside_busy_programs_it_takes_hardly_longer_than_alone(long on, long off)
    {
        foreach (var (parts, part) in new[] { (2, 10L), (4, 20L), (12, 50L), (24, 100L), (24, 1_000L), (12, 5_000L) })
        {
            // Uneven, so that a helper is sent away within a part.
            var (taken, alone) =
                (Ticks(parts, part, seconds: 30, new(on, off), Unevenness), parts * part * (1 + (Unevenness / 2)));
            Assert.True(taken <= 1.15 * alone, $"{parts} parts of {part}: {taken / alone:0.00} times alone");
        }
    }

    [Fact]
    public void Helpers_are_given_up_beside_a_busy_program_and_taken_again_when_it_ends()
    {
        var (balance, clock) = (new SharingBalance(Second), new Clock());
        Run(balance, clock, until: 10 * Second, 24, 50, new(On: 3_000, Off: 6_000), out var rested, Unevenness);
        Assert.InRange(rested, 8 * Second, 10 * Second);
        Run(balance, clock, until: 20 * Second, 24, 50, Processor.Free, out rested);
        Assert.InRange(rested, 0, Second);
    }

    // The mean time of an instruction.
    private static double Ticks(int parts, long part, int seconds, Processor helper, double unevenness = 0) =>
        Run(new(Second), new(), seconds * Second, parts, part, helper, out _, unevenness);

    private static double Run(SharingBalance balance, Clock clock, long until, int parts, long part, Processor helper,
        out long rested, double unevenness = 0)
    {
        var (from, count, random) = (clock.Now, 0L, new Random(1));
        rested = 0;
        for (; clock.Now < until; count++)
        {
            var lengths = Enumerable.Range(0, parts)
                .Select(_ => (long)(part * (1 + (unevenness * random.NextDouble())))).ToArray();
            if (balance.Rests(clock.Now))
            {
                rested += lengths.Sum();
                clock.Now += lengths.Sum();
            }
            else
            {
                Share(balance, clock, lengths, helper);
            }
        }

        return (clock.Now - from) / (double)count;
    }

    // The caller takes parts from the front; the helper takes them from the back, when its processor is free.
    private static void Share(SharingBalance balance, Clock clock, long[] lengths, Processor helper)
    {
        var (first, end, own, shortest) = (0, lengths.Length, 0, long.MaxValue);
        var (caller, helped) = (clock.Now, helper.NextOn(clock.Now));
        var lastHelped = clock.Now;
        while (first < end)
        {
            if (caller <= helped)
            {
                caller += lengths[first];
                (own, shortest) = (own + 1, Math.Min(shortest, lengths[first++]));
            }
            else
            {
                lastHelped = helper.Finish(helped, lengths[--end]);
                helped = helper.NextOn(lastHelped);
            }
        }

        clock.Now = Math.Max(caller, lastHelped);
        if (own > 0 && own < lengths.Length) balance.Add(clock.Now, lengths.Length - own, shortest, clock.Now - caller);
    }

    private sealed class Clock
    {
        public long Now { get; set; }
    }

    /// <summary>A processor that a helper has for a while and then others have.</summary>
    private sealed record Processor(long On, long Off)
    {
        public static Processor Free { get; } = new(long.MaxValue / 4, 0);

        public long NextOn(long now) => now % (On + Off) < On ? now : (now / (On + Off) * (On + Off)) + On + Off;

        public long Finish(long start, long work)
        {
            for (var now = NextOn(start); ; now = NextOn(now))
            {
                var left = On - (now % (On + Off));
                if (work <= left) return now + work;
                (work, now) = (work - left, now + left);
            }
        }
    }
}
