using Autograd.Graph;
using Xunit;

namespace Autograd.Properties.Graph;

/// <summary>
/// Draws have the distribution they claim. The keys are fixed, so a law that holds today holds tomorrow.
/// </summary>
public sealed class DistributionLaws
{
    private const int Count = 100_000;

    public static TheoryData<long> Seeds { get; } = [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Uniform_numbers_are_uniform(long seed)
    {
        var (singles, doubles) = (new float[Count], new double[Count]);
        Key.From(seed).FillUniform(singles);
        Key.From(seed).FillUniform(doubles);
        foreach (var sample in new[] { Array.ConvertAll(singles, x => (double)x), doubles })
        {
            Assert.True(Array.TrueForAll(sample, x => x is >= 0 and < 1));
            AssertMoments(sample, mean: 0.5, variance: 1.0 / 12, fourthMoment: 1.0 / 80);
            AssertEvenlySpread(sample.Select(x => (int)(x * 100)), cells: 100);
            Assert.InRange(KolmogorovSmirnov(sample, x => x), 0, 1.95);
            AssertUncorrelated(sample, mean: 0.5, variance: 1.0 / 12);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Normal_numbers_are_normal(long seed)
    {
        var (singles, doubles) = (new float[Count], new double[Count]);
        Key.From(seed).FillNormal(singles);
        Key.From(seed).FillNormal(doubles);
        Assert.Equal(Array.ConvertAll(doubles, x => (float)x), singles);
        AssertMoments(doubles, mean: 0, variance: 1, fourthMoment: 3);
        Assert.InRange(doubles.Average(x => x * x * x), -Bound(15), Bound(15));
        Assert.InRange(doubles.Average(x => x * x * x * x), 3 - Bound(96), 3 + Bound(96));
        Assert.InRange(KolmogorovSmirnov(doubles, NormalBelow), 0, 1.95);
        AssertUncorrelated(doubles, mean: 0, variance: 1);
        AssertUncorrelated(Array.ConvertAll(doubles, x => x * x), mean: 1, variance: 2);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whole_numbers_below_a_bound_are_evenly_spread(long seed)
    {
        foreach (var bound in new[] { 2, 7, 100 })
            AssertEvenlySpread(Enumerable.Range(0, Count).Select(i => Key.From(seed).Below(bound, (ulong)i)), bound);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void All_orders_of_four_are_equally_likely(long seed) =>
        AssertEvenlySpread(
            Enumerable.Range(0, 24_000).Select(i => Key.From(seed).FoldIn(i).Permutation(4))
                .Select(p => RankOf([.. p])),
            cells: 24);

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_bit_is_set_half_of_the_time(long seed)
    {
        var bits = new uint[Count];
        Key.From(seed).FillBits(bits);
        for (var bit = 0; bit < 32; bit++)
        {
            Assert.InRange(bits.Average(word => word >> bit & 1), 0.5 - Bound(0.25), 0.5 + Bound(0.25));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Draws_of_neighbouring_keys_are_uncorrelated(long seed)
    {
        var key = Key.From(seed);
        foreach (var other in new[] {
            Key.From(seed + 1), key.FoldIn(0), key.FoldIn(1), key.Split().First, key.Split().Second })
        {
            var (a, b) = (new double[Count], new double[Count]);
            key.FillNormal(a);
            other.FillNormal(b);
            Assert.InRange(a.Zip(b, (x, y) => x * y).Average(), -Bound(1), Bound(1));
        }
    }

    // Five standard deviations of a mean of Count draws of a given variance.
    private static double Bound(double variance) => 5 * Math.Sqrt(variance / Count);

    private static void AssertMoments(double[] sample, double mean, double variance, double fourthMoment)
    {
        Assert.InRange(sample.Average() - mean, -Bound(variance), Bound(variance));
        var spread = Bound(fourthMoment - variance * variance);
        Assert.InRange(sample.Average(x => (x - mean) * (x - mean)) - variance, -spread, spread);
    }

    private static void AssertUncorrelated(double[] sample, double mean, double variance)
    {
        foreach (var lag in new[] { 1, 2, 8, 16, 256 })
            Assert.InRange(
                sample.Skip(lag).Zip(sample, (x, y) => (x - mean) * (y - mean)).Average() / variance, -Bound(1),
                Bound(1));
    }

    // Chi-square: its mean is the degrees of freedom, its variance twice that.
    private static void AssertEvenlySpread(IEnumerable<int> cellOfDraw, int cells)
    {
        var counts = new int[cells];
        foreach (var cell in cellOfDraw) counts[cell]++;
        var expected = counts.Sum() / (double)cells;
        var chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.InRange(chiSquare, 0, cells - 1 + 5 * Math.Sqrt(2.0 * (cells - 1)));
    }

    // The largest distance of the two distribution functions times the root of the count: above 1.95 in 0.1 % of
    // samples.
    private static double KolmogorovSmirnov(double[] sample, Func<double, double> below)
    {
        var sorted = sample.Order().ToArray();
        return Math.Sqrt(sorted.Length)
            * sorted.Select(
                (x, i) => Math.Max(below(x) - (double)i / sorted.Length, (i + 1.0) / sorted.Length - below(x))).Max();
    }

    // Abramowitz and Stegun 26.2.17: off by at most 7.5e-8.
    private static double NormalBelow(double x)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(x));
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        var above = Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * series;
        return x > 0 ? 1 - above : above;
    }

    private static int RankOf(int[] order) =>
        order.Select((value, i) => order.Skip(i + 1).Count(later => later < value))
            .Aggregate((0, order.Length), (state, smaller) =>
            (state.Item1 * state.Length + smaller, state.Length - 1)).Item1;
}
