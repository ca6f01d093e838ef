using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Sums and maxima over every set of axes keep the fixed order of 16 lanes.</summary>
public sealed class ReductionPlanLaws
{
    public static TheoryData<int[]> Shapes =>
    [
        [3, 17, 33], [0, 4], [4, 0], [40, 1000], [1000, 40], [2, 3, 5, 7], [1], [15], [16], [17], [65], [40_000],
        [2, 20_000], [20_000, 2], [300, 130], [130, 1, 129], [1, 1, 1], [], [9, 64, 70],
        [511], [512], [513, 2], [2, 1025, 3], [4095], [4096], [4097, 2], [3, 4609], [32_768], [33_281, 2], [270_000],
    ];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_and_maxima_over_every_set_of_axes_have_the_bits_of_the_reference(int[] axes)
    {
        var x = Samples.Variable("x", Shape.Of(axes));
        var sets = Sets(axes.Length).ToArray();
        Runs.Agree([.. sets.Select(set => Expr.Apply(new Sum(set), x.Variable)),
            .. sets.Select(set => Expr.Apply(new Max(set), x.Variable))], x);
    }

    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    public void One_odd_number_anywhere_gives_what_it_gives_in_the_reference(double odd)
    {
        foreach (var place in new[] { 0, 15, 16, 17, 31, 32, 36 })
        {
            var among = Tensor.Generate([37], i => i == place ? odd : -0.0);
            var x = (Prelude.Variable("x", [37]), (Tensor)among);
            var wide =
                (Prelude.Variable("w", [37, 70]), (Tensor)Tensor.Generate([37, 70], i => among.Elements[i / 70]));
            Runs.Agree([x.Item1.Sum(), x.Item1.Max(), wide.Item1.Sum(0), wide.Item1.Max(0)], x, wide);
        }
    }

    [Theory]
    [InlineData(503)]
    [InlineData(1003)]
    [InlineData(40_003)]
    public void The_order_of_a_sum_is_that_of_16_lanes_joined_in_halves_and_of_blocks_joined_in_eights(int length)
    {
        // Written anew: in each block of 512, element i to lane i mod 16, then lane l with l + 8, l + 4, l + 2, l + 1.
        var x = Enumerable.Range(0, length).Select(i => MathF.Sin(i) * MathF.Pow(10, i % 9)).ToArray();
        var expected = SumTreeLaws.InEights([.. x.Chunk(512).Select(InLanes)]);

        var v = Prelude.Variable("x", [length]);
        var sum = ((Tensor<float>)Runs.Execution<float>([v.Sum()], [(v, x)]).Run(1)[0]).ToScalar();
        Assert.Equal(BitConverter.SingleToUInt32Bits(expected), BitConverter.SingleToUInt32Bits(sum));
        Assert.NotEqual(expected, x.Sum());

        static float InLanes(float[] block)
        {
            var lanes = new float[16];
            for (var i = 0; i < block.Length; i++) lanes[i % 16] += block[i];
            for (var half = 8; half > 0; half /= 2) for (var l = 0; l < half; l++) lanes[l] += lanes[l + half];
            return lanes[0];
        }
    }

    private static IEnumerable<ValueList<int>> Sets(int rank) =>
        Enumerable.Range(0, 1 << rank)
            .Select(bits => Enumerable.Range(0, rank).Where(axis => (bits >> axis & 1) == 1).ToValueList());
}
