using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;
using Xunit;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>The laws of <see cref="Elementary"/>: accuracy, special values, bits that depend on nothing else.</summary>
public class ElementaryLaws
{
    [Theory]
    [MemberData(nameof(Bounded))]
    public void A_float_result_is_within_its_bound_of_the_exact_one_over_all_exponents(string name)
    {
        var function = Find(name);
        var bound = function.Ulps!.Value.Single;
        var worst = (Ulps: 0.0, At: 0f);
        foreach (var x in SweepSingle(9973))
        {
            var ulps = UlpsSingle(function.Single(Vector512.Create(x))[0], function.Estimate(x));
            if (ulps > worst.Ulps) worst = (ulps, x);
        }

        Assert.True(worst.Ulps <= bound, $"{name}: {worst.Ulps} ulp at {worst.At:R}");
    }

    [Theory]
    [MemberData(nameof(Bounded))]
    public void A_double_result_is_within_its_bound_of_the_exact_one(string name)
    {
        var function = Find(name);
        var bound = function.Ulps!.Value.Double;
        var worst = (Ulps: 0.0, At: 0.0);
        foreach (var x in SampleDouble(name))
        {
            var computed = function.Double(Vector512.Create(x))[0];
            var ulps = double.IsFinite(computed)
                ? ExactReference.Ulps(computed, function.Exact(x))
                : Disagreement(computed, function.Estimate(x));
            if (ulps > worst.Ulps) worst = (ulps, x);
        }

        Assert.True(worst.Ulps <= bound, $"{name}: {worst.Ulps} ulp at {worst.At:R}");
    }

    [Fact]
    public void A_float_power_is_within_its_bound_of_the_exact_one()
    {
        var random = new Random(11);
        for (var i = 0; i < 200_000; i++)
        {
            var x = i % 2 == 0 ? random.NextSingle() * 10 : BitConverter.Int32BitsToSingle(random.Next() << 1);
            var y = (i % 3) switch
            {
                0 => BitConverter.Int32BitsToSingle(random.Next() << 1),
                1 => random.Next(-20, 20),
                _ => (float)(((random.NextDouble() * 2) - 1) * 104 / Math.Log(Math.Abs(x))),
            };
            var ulps = UlpsSingle(Elementary.Power(Vector512.Create(x), Vector512.Create(y))[0], Math.Pow(x, y));
            Assert.True(ulps <= 0.51, $"{x:R} ^ {y:R}: {ulps} ulp");
        }
    }

    [Fact]
    public void A_double_power_is_within_its_bound_of_the_exact_one()
    {
        var random = new Random(12);
        for (var i = 0; i < 1500; i++)
        {
            var x = (i % 3) switch
            {
                0 => Math.ScaleB(1 + random.NextDouble(), random.Next(-1074, 1023)),
                1 => 1 + ((random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-40, 0))),
                _ => random.NextDouble() * 4,
            };
            var y = i % 5 == 0 ? random.Next(-30, 30) : ((random.NextDouble() * 2) - 1) * 745 / Math.Abs(Math.Log(x));
            var computed = Elementary.Power(Vector512.Create(x), Vector512.Create(y))[0];
            var ulps = double.IsFinite(computed)
                ? ExactReference.Ulps(computed, ExactReference.Power(x, y))
                : Disagreement(computed, Math.Pow(x, y));
            Assert.True(ulps <= 1.1, $"{x:R} ^ {y:R}: {ulps} ulp");
        }
    }

    [Fact]
    public void A_power_of_special_values_is_what_the_standard_says()
    {
        double[] values =
        [
            double.NaN, 0, -0.0, double.PositiveInfinity, double.NegativeInfinity, 1, -1, 2, -2, 3, -3, 0.5, -0.5, -1.5,
            4503599627370497, -4503599627370497, 9007199254740992, 1e300, -1e300, 1e-300, -1e-300, double.Epsilon,
            -double.Epsilon, double.MaxValue, double.MinValue,
        ];
        foreach (var x in values)
        {
            foreach (var y in values)
            {
                var (result, expected) =
                    (Elementary.Power(Vector512.Create(x), Vector512.Create(y))[0], Math.Pow(x, y));
                Assert.True(Same(result, expected, 1e-14), $"{x:R} ^ {y:R} = {result:R}, not {expected:R}");

                var (u, v) = ((float)x, (float)y);
                var (single, close) =
                    (Elementary.Power(Vector512.Create(u), Vector512.Create(v))[0], (float)Math.Pow(u, v));
                Assert.True(Same(single, close, 1e-7), $"{u:R} ^ {v:R} = {single:R}, not {close:R}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Bounded))]
    public void A_special_value_goes_where_the_standard_says(string name)
    {
        var function = Find(name);
        foreach (var entry in $"{function.Specials} nan:nan".Split(' '))
        {
            var (x, expected) = (Parse(entry.Split(':')[0]), Parse(entry.Split(':')[1]));
            Assert.True(Bits(expected) == Bits(function.Double(Vector512.Create(x))[0]), $"{name} as double: {entry}");
            var single = function.Single(Vector512.Create((float)x))[0];
            Assert.True(Bits((float)expected) == Bits(single), $"{name} as float: {entry} but {single}");
        }
    }

    [Theory]
    [MemberData(nameof(Tiny))]
    public void A_tiny_argument_is_its_own_result(string name)
    {
        var function = Find(name);
        foreach (var x in new[] { double.Epsilon, -double.Epsilon, 1e-310, -3e-200, 7e-20 })
            Assert.Equal(Bits(x), Bits(function.Double(Vector512.Create(x))[0]));
        foreach (var x in new[] { float.Epsilon, -float.Epsilon, 1e-40f, -3e-30f, 7e-10f })
            Assert.Equal(Bits(x), Bits(function.Single(Vector512.Create(x))[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lane_neither_knows_its_place_nor_its_neighbours(string name)
    {
        var function = Find(name);
        float[] singles = [.. SweepSingle(9_999_991)];
        var random = new Random(3);
        random.Shuffle(singles);
        for (var i = 0; i + 16 <= singles.Length; i += 16)
        {
            var mixed = function.Single(Vector512.Create(singles.AsSpan(i)));
            for (var lane = 0; lane < 16; lane++)
                Assert.Equal(Bits(function.Single(Vector512.Create(singles[i + lane]))[0]), Bits(mixed[lane]));
        }

        double[] doubles = [.. singles.Select(x => x * 1.1)];
        for (var i = 0; i + 8 <= doubles.Length; i += 8)
        {
            var mixed = function.Double(Vector512.Create(doubles.AsSpan(i)));
            for (var lane = 0; lane < 8; lane++)
                Assert.Equal(Bits(function.Double(Vector512.Create(doubles[i + lane]))[0]), Bits(mixed[lane]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bits_are_the_same_on_every_machine(string name)
    {
        var function = Find(name);
        var bits = function.Bits;
        var hash = 14695981039346656037UL;
        foreach (var x in SweepSingle(999_983))
        {
            hash = (hash ^ Bits(function.Single(Vector512.Create(x))[0])) * 1099511628211;
            hash = (hash ^ Bits(function.Double(Vector512.Create(x * 1.1))[0])) * 1099511628211;
        }

        Assert.True(bits == hash, $"{name}: 0x{hash:X16}");
    }

    public static TheoryData<string> Names => [.. ElementaryCases.ByName.Keys];

    public static TheoryData<string> Bounded => [.. All.Where(each => each.Ulps is not null).Select(each => each.Name)];

    public static TheoryData<string> Tiny => [.. All.Where(each => each.KeepsTiny).Select(each => each.Name)];

    private static IEnumerable<ElementaryCase> All => ElementaryCases.ByName.Values;

    private static ElementaryCase Find(string name) => ElementaryCases.ByName[name];

    // One bit pattern in so many, and all patterns near the places where something changes.
    private static IEnumerable<float> SweepSingle(uint stride)
    {
        for (ulong pattern = 0; pattern <= uint.MaxValue; pattern += stride)
            yield return BitConverter.UInt32BitsToSingle((uint)pattern);
        float[] centres =
        [
            0f, 1.1754944e-38f, 1e-9f, 1e-5f, 0.25f, 0.34657359f, 0.70710678f, 1f, 1.4142135f, 1.5707964f, 2f,
            3.1415927f, 4f, 10f, 16f, 20f, 87.33655f, 88.72284f, 89f, 103.97208f, 104f, 1e5f, 3.3e38f, float.MaxValue,
        ];
        foreach (var centre in centres)
        {
            var bits = BitConverter.SingleToInt32Bits(centre);
            for (var i = Math.Max(0, bits - 50); i <= bits + 50; i++)
            {
                yield return BitConverter.Int32BitsToSingle(i);
                yield return BitConverter.Int32BitsToSingle(i | int.MinValue);
            }
        }
    }

    private static IEnumerable<double> SampleDouble(string name)
    {
        var limit = Find(name).Limit;
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var x = (random.NextDouble() * 2) - 1;
            double[] some =
            [
                x, x * 3, x * 20, x * 740, Math.CopySign(Math.ScaleB(1 + Math.Abs(x), random.Next(-90, 1023)), x),
                random.NextInt64(1L << random.Next(1, 40)) * (Math.PI / 2),
            ];
            foreach (var value in some)
                if (Math.Abs(value) < limit) yield return value;
        }

        if (name != "Log") yield break;
        for (var i = -1074; i < 1024; i += 7) yield return Math.ScaleB(1 + random.NextDouble(), i);
    }

    private static double UlpsSingle(float computed, double exact)
    {
        if (!float.IsFinite((float)exact) || !float.IsFinite(computed)) return Disagreement(computed, (float)exact);
        var last = Math.Max(exact == 0 ? int.MinValue : Math.ILogB(exact), -126) - 23;
        return Math.Abs(computed - exact) * Math.ScaleB(1, -last);
    }

    private static double Disagreement(double computed, double expected) =>
        computed.Equals(expected) ? 0 : double.PositiveInfinity;

    private static bool Same(double result, double expected, double tolerance) =>
        Bits(result) == Bits(expected) || (double.IsNaN(result) && double.IsNaN(expected))
        || Math.Abs((result / expected) - 1) <= tolerance;

    private static double Parse(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
    };

    private static ulong Bits(double x) => BitConverter.DoubleToUInt64Bits(x);

    private static uint Bits(float x) => BitConverter.SingleToUInt32Bits(x);
}
