using System.Globalization;
using Autograd.Examples.Charts.Drawing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>An interval to mark.</summary>
public sealed record Interval(double Low, double High, int Most);

/// <summary>Ticks are numbers that a person would choose, written as a person would write them.</summary>
[Laws(Arbitrary = [typeof(TicksLaws)], MaxTest = 300)]
public sealed class TicksLaws
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public static Arbitrary<Interval> Intervals() => Arb.From(
        from low in Gen.Choose(-100_000, 100_000)
        from width in Gen.Choose(1, 100_000)
        from exponent in Gen.Choose(-290, 290)
        from most in Gen.Choose(1, 12)
        select new Interval(low * Math.Pow(10, exponent), (low + width) * Math.Pow(10, exponent), most));

    [Law]
    public void Ticks_cover_the_interval_in_steps_of_1_2_or_5(Interval interval)
    {
        var values = Ticks.Nice(interval.Low, interval.High, interval.Most).Select(tick => tick.Value).ToList();
        var width = interval.High - interval.Low;
        Assert.InRange(values.Count, 0, interval.Most + 1);
        Assert.All(
            values, value => Assert.InRange(value, interval.Low - (width * 1e-5), interval.High + (width * 1e-5)));
        if (values.Count < 2) return;
        var step = values[1] - values[0];
        Assert.True(values[0] - interval.Low < step * 1.00001 && interval.High - values[^1] < step * 1.00001);
        var leading = step / Math.Pow(10, Math.Floor(Math.Log10(step * 1.00001)));
        Assert.Contains(new[] { 1.0, 2, 5 }, factor => Math.Abs(leading - factor) < 1e-4);
        for (var i = 1; i < values.Count; i++) Assert.Equal(1, (values[i] - values[i - 1]) / step, 1e-4);
    }

    [Law]
    public void A_label_is_its_number_without_noise(Interval interval)
    {
        foreach (var (value, label) in Ticks.Nice(interval.Low, interval.High, interval.Most))
        {
            Assert.True(label.Length <= 18, label);
            Assert.Equal(1, value == 0 ? 1 + Read(label) : Read(label) / value, 1e-12);
        }
    }

    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.3, 0.3, 6, "−0.3 −0.2 −0.1 0 0.1 0.2 0.3")]
    [InlineData(0, 2000, 4, "0 500 1000 1500 2000")]
    [InlineData(0, 5e6, 5, "0 10⁶ 2×10⁶ 3×10⁶ 4×10⁶ 5×10⁶")]
    [InlineData(0, 3e-7, 3, "0 10⁻⁷ 2×10⁻⁷ 3×10⁻⁷")]
    [InlineData(1e6, 1e6 + 2, 2, "1000000 1000001 1000002")]
    public void Labels_are_as_a_person_writes_them(double low, double high, int most, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Nice(low, high, most).Select(tick => tick.Label)));

    /// <summary>The number that a label states.</summary>
    internal static double Read(string label)
    {
        var text = label.Replace('−', '-');
        var power = text.IndexOfAny([.. Raised, '⁻']);
        if (power < 0) return Parsed(text);
        var exponent = string.Concat(text[power..].Select(c => c == '⁻' ? "-" : $"{Raised.IndexOf(c)}"));
        var mantissa = text[..power] is "10" or "-10" ? text[..power].Replace("10", "1", StringComparison.Ordinal)
            : text[..(power - 3)];
        return Parsed($"{mantissa}e{exponent}");
    }

    private static double Parsed(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
