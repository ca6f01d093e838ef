using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>
/// Initial weights have the spread they claim. The keys are fixed, so a law that holds today holds tomorrow.
/// </summary>
public sealed class InitializersLaws
{
    private static readonly Shape Weights = [200, 150];

    public static TheoryData<string, double> Spreads { get; } = new()
    {
        { "Normal(0.01)", 0.01 },
        { "Normal(3)", 3 },
        { "Xavier", Math.Sqrt(1.0 / 200) },
        { "He", Math.Sqrt(2.0 / 200) },
    };

    public static TheoryData<double> BadSpreads { get; } =
        [-0.01, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    // Five standard deviations of the estimates: σ/√n of the mean, σ/√(2n) of the standard deviation.
    [Theory]
    [MemberData(nameof(Spreads))]
    public void Weights_have_mean_zero_and_the_stated_standard_deviation(string name, double expected)
    {
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var weights = Draw(name, Key.From(seed)).Elements;
            var mean = weights.Average(w => (double)w);
            var deviation = Math.Sqrt(weights.Average(w => (w - mean) * (w - mean)));
            Assert.InRange(mean / expected, -5 / Math.Sqrt(weights.Length), 5 / Math.Sqrt(weights.Length));
            Assert.InRange(deviation / expected, 1 - (5 / Math.Sqrt(2.0 * weights.Length)),
                1 + (5 / Math.Sqrt(2.0 * weights.Length)));
        }
    }

    [Theory]
    [MemberData(nameof(Spreads))]
    public void The_same_key_gives_the_same_bits_and_another_key_others(string name, double expected)
    {
        Bits.AssertSame([Draw(name, Key.From(1))], [Draw(name, Key.From(1))]);
        var equal = Draw(name, Key.From(1)).Elements.Zip(Draw(name, Key.From(2)).Elements, (a, b) => a == b)
            .Count(same => same);
        Assert.True(equal < 10, $"{equal} of {Weights.Size} weights of spread {expected} are those of the other key");
    }

    [Fact]
    public void Standard_deviation_scales_the_same_draws()
    {
        var one = Initializers.Normal(1)(Key.From(1), Weights);
        Bits.AssertSame(
            [Tensor.Generate(Weights, i => 4 * one.Elements[i])], [Initializers.Normal(4)(Key.From(1), Weights)]);
        Assert.All(Initializers.Normal(0)(Key.From(1), Weights).Elements, weight => Assert.Equal(0, weight));
    }

    [Theory]
    [MemberData(nameof(BadSpreads))]
    public void A_standard_deviation_that_is_none_is_refused(double standardDeviation)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Initializers.Normal(standardDeviation));
        Assert.Equal("standardDeviation", error.ParamName);
        Assert.Contains($"not {standardDeviation}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scalar_has_no_inputs_to_scale_by()
    {
        Assert.Throws<ArgumentException>(() => Initializers.Xavier(Key.From(1), []));
        Assert.Throws<ArgumentException>(() => Initializers.He(Key.From(1), []));
    }

    private static Tensor<float> Draw(string name, Key key) => (name switch
    {
        "Xavier" => Initializers.Xavier,
        "He" => Initializers.He,
        "Normal(3)" => Initializers.Normal(3),
        _ => Initializers.Normal(0.01),
    })(key, Weights);
}
