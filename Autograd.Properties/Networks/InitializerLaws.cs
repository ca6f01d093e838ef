using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Engine;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Initial weights have the stated distribution and come from their key alone.</summary>
public sealed class InitializerLaws
{
    private static readonly Shape Weights = [200, 500];

    public static TheoryData<string, double> Deviations => new()
    {
        { "normal", 0.01 }, { "xavier", Math.Sqrt(1.0 / 200) }, { "he", Math.Sqrt(2.0 / 200) },
    };

    [Theory]
    [MemberData(nameof(Deviations))]
    public void Weights_have_mean_0_the_stated_standard_deviation_and_a_normal_share_within_it(string name, double deviation)
    {
        var weights = Named(name)(Key.From(11), Weights).Elements.Select(w => (double)w).ToArray();
        var n = weights.Length;
        var (mean, variance) = (weights.Average(), weights.Average(w => w * w));

        // Four standard errors each, for a fixed key.
        Assert.Equal(0, mean, 4 * deviation / Math.Sqrt(n));
        Assert.Equal(deviation, Math.Sqrt(variance), 4 * deviation / Math.Sqrt(2 * n));
        Assert.Equal(0.6827, weights.Count(w => Math.Abs(w) < deviation) / (double)n, 4 * Math.Sqrt(0.6827 * 0.3173 / n));
    }

    [Theory]
    [MemberData(nameof(Deviations))]
    public void The_same_key_gives_the_same_bits_and_another_key_others(string name, double deviation)
    {
        Tensor<float> Draw(long seed) => Named(name)(Key.From(seed), [30, 40]);
        Bits.AssertSame([Draw(1)], [Draw(1)]);
        var equal = Draw(1).Elements.Zip(Draw(2).Elements, (a, b) => a == b).Count(same => same);
        Assert.InRange(equal, 0, 5);
        Assert.True(deviation > 0);
    }

    [Fact]
    public void Other_shapes_of_one_size_hold_the_same_draws() =>
        Assert.Equal(Initializers.Normal(1)(Key.From(1), [6, 4]).Elements.ToArray(), Initializers.Normal(1)(Key.From(1), [24]).Elements.ToArray());

    [Fact]
    public void A_deviation_that_is_none_and_a_shape_without_inputs_are_refused()
    {
        foreach (var bad in new[] { -1, double.NaN, double.PositiveInfinity }) Assert.Throws<ArgumentOutOfRangeException>(() => Initializers.Normal(bad));
        Assert.Throws<ArgumentException>(() => Initializers.He(Key.From(1), []));
        Assert.All(Initializers.Normal(0)(Key.From(1), [9]).Elements, w => Assert.Equal(0, w));
    }

    private static Initializer Named(string name) => name switch
    {
        "normal" => Initializers.Normal(0.01),
        "xavier" => Initializers.Xavier,
        _ => Initializers.He,
    };
}
