using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// Convolutions by the plan, alone and pooled at once, bit for bit: every way to lay out an image, a block of channels,
/// a panel of places.
/// </summary>
public sealed class ConvolutionPlanLaws
{
    /// <summary>
    /// Images, channels, height, width; filters, their height and width; stride, padding, dilation, groups.
    /// </summary>
    public static TheoryData<int[], int[], Size2D, Size2D, Size2D, int> Convolutions { get; } = new()
    {
        { [3, 1, 28, 28], [30, 5, 5], 1, 0, 1, 1 },
        { [2, 3, 19, 23], [17, 7, 7], 2, 3, 1, 1 },
        { [2, 64, 9, 9], [33, 3, 3], 1, 1, 1, 1 },
        { [2, 70, 6, 5], [25, 3, 3], 1, 1, 1, 1 },
        { [3, 40, 7, 7], [64, 1, 1], 1, 0, 1, 1 },
        { [2, 40, 7, 8], [31, 1, 1], 2, 0, 1, 1 },
        { [2, 8, 12, 12], [8, 3, 3], 1, 1, 1, 8 },
        { [2, 6, 11, 13], [12, 3, 3], 2, 1, 1, 6 },
        { [2, 6, 11, 13], [9, 3, 2], (1, 2), (0, 1), (2, 1), 3 },
        { [2, 4, 10, 9], [5, 2, 3], 3, 2, 1, 1 },
        { [1, 2, 6, 6], [3, 1, 1], 3, 0, 1, 1 },
        { [2, 3, 4, 4], [2, 4, 4], 1, 0, 1, 1 },
        { [2, 3, 3, 3], [20, 3, 3], 1, 1, 1, 1 },
        { [2, 3, 1, 40], [4, 1, 5], 1, 0, 3, 1 },
        { [2, 2, 9, 9], [3, 3, 3], 1, 4, 2, 1 },
        { [14, 1, 8, 8], [2, 3, 3], 1, 0, 1, 1 },
        { [3, 1, 9, 70], [26, 3, 3], 1, 1, 1, 1 },
        { [2, 16, 14, 14], [32, 3, 3], 1, 1, 1, 1 },
        { [1, 16, 12, 12], [15, 3, 3], 1, 1, 1, 1 },
        { [2, 15, 8, 8], [48, 3, 3], 1, 1, 1, 1 },
        { [2, 20, 7, 7], [90, 3, 3], 1, 1, 1, 1 },
        { [1, 30, 13, 14], [14, 3, 3], 2, 1, 1, 1 },
        { [1, 130, 5, 28], [16, 1, 1], 1, 0, 1, 1 },
        { [1, 3, 6, 32], [29, 3, 3], 1, 1, 1, 1 },
        { [1, 3, 5, 62], [11, 3, 3], 1, 0, 1, 1 },
        { [1, 8, 8, 16], [40, 1, 1], 1, 0, 1, 1 },
        { [2, 35, 9, 10], [35, 3, 3], 1, 1, 1, 35 },
        { [13, 17, 6, 5], [34, 3, 2], (1, 2), 1, 1, 17 },
        { [3, 36, 7, 8], [54, 3, 3], 1, 1, 1, 18 },
        { [2, 6, 7, 8], [6, 1, 1], 2, 0, 1, 6 },
        // Strides over windows with gaps: an element of an image is shown by some rows and columns of windows, or by
        // none.
        { [2, 24, 13, 15], [32, 3, 3], 2, 2, 2, 1 },
        { [2, 32, 14, 13], [25, 3, 3], 2, 3, 3, 1 },
        { [2, 32, 14, 14], [64, 3, 3], 2, 3, 3, 1 },
        { [1, 16, 9, 24], [40, 3, 5], (2, 3), 3, (3, 2), 1 },
        { [1, 31, 7, 28], [72, 3, 3], 2, 3, 3, 1 },
        { [1, 32, 8, 24], [64, 3, 3], 2, 3, 3, 1 },
        { [2, 2, 9, 20], [32, 3, 3], 2, 3, 3, 1 },
        { [1, 40, 17, 16], [24, 3, 3], 3, 2, 2, 1 },
        { [2, 25, 16, 19], [31, 3, 4], 3, 3, 3, 1 },
        { [2, 36, 15, 18], [24, 3, 3], (2, 3), (1, 4), (3, 2), 1 },
        { [1, 30, 13, 20], [40, 2, 5], (3, 2), (0, 2), (2, 2), 1 },
        { [2, 48, 12, 15], [64, 3, 3], (2, 3), (2, 1), (3, 2), 2 },
        { [3, 35, 15, 14], [35, 3, 3], 2, 2, (3, 2), 35 },
        { [3, 36, 13, 15], [54, 3, 2], (3, 2), 2, (2, 3), 18 },
        { [13, 33, 9, 8], [28, 5, 3], 2, (6, 3), 3, 1 },
        { [1, 26, 9, 70], [40, 3, 3], 2, 2, (3, 2), 1 },
        { [2, 64, 9, 11], [33, 1, 3], 2, (0, 3), (2, 3), 1 },
        { [2, 24, 21, 22], [27, 3, 3], (4, 3), (6, 3), (6, 2), 1 },
        { [2, 1, 1, 1], [1, 2, 1], (1, 2), 1, 1, 1 },
        { [2, 3, 1, 1100], [18, 1, 3], 1, 1, 1, 1 },
        { [9, 70, 6, 5], [25, 3, 3], 1, 1, 1, 1 },
        { [17, 40, 7, 7], [64, 1, 1], 1, 0, 1, 1 },
        { [9, 48, 9, 9], [80, 3, 3], 2, 1, 1, 2 },
        { [1, 2, 3, 1050], [1, 3, 3], 1, 1, 1, 1 },
        { [0, 2, 5, 5], [3, 3, 3], 1, 1, 1, 1 },
        { [2, 0, 5, 5], [3, 3, 3], 1, 1, 1, 1 },
        { [2, 2, 5, 5], [0, 3, 3], 1, 1, 1, 1 },
        { [2, 2, 0, 5], [3, 2, 2], 1, 1, 1, 1 },
        { [2, 2, 5, 0], [4, 3, 2], 2, 1, 1, 2 },
        // Sums of more than one block of terms, and of more than eight: over channels, a large window, places.
        { [1, 60, 6, 7], [33, 3, 3], 1, 1, 1, 1 },
        { [1, 470, 5, 5], [40, 3, 3], 1, 1, 1, 1 },
        { [1, 70, 9, 9], [3, 3, 3], 1, 1, 1, 1 },
        { [1, 500, 5, 9], [2, 3, 3], 1, 1, 1, 1 },
        { [1, 64, 12, 12], [16, 3, 3], 1, 1, 1, 1 },
        { [1, 470, 6, 6], [16, 3, 3], 1, 1, 1, 1 },
        { [1, 60, 4, 13], [16, 3, 3], 1, 1, 1, 1 },
        { [9, 60, 7, 7], [20, 3, 3], 1, 1, 1, 1 },
        { [1, 1, 30, 30], [3, 25, 25], 1, 0, 1, 1 },
        { [1, 2, 3, 1300], [2, 1, 1200], 1, 0, 1, 1 },
        { [1, 150, 9, 9], [140, 3, 3], 2, 1, 1, 1 },
        { [1, 40, 7, 8], [480, 3, 3], (2, 1), 1, 1, 1 },
        { [3, 2, 40, 40], [5, 3, 3], 1, 1, 1, 1 },
        { [1, 2, 72, 72], [20, 3, 3], 1, 1, 1, 1 },
        { [1, 8, 72, 72], [8, 3, 3], 1, 1, 1, 8 },
        { [30, 6, 7, 24], [6, 3, 3], 1, 1, 1, 6 },
        { [1, 1, 9, 700], [17, 3, 3], 1, 1, 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void A_convolution_and_its_gradients_have_the_bits_of_the_reference(
        int[] images, int[] filters, Size2D stride, Size2D padding, Size2D dilation, int groups)
    {
        var x = Samples.Variable("x", Shape.Of(images), 1);
        var w = Samples.Variable("w", Shape.Of(filters[0], images[1] / groups, filters[1], filters[2]), 2);
        var y = x.Variable.Convolution(w.Variable, stride, padding, dilation, groups);
        var g = Samples.Variable("g", y.Shape, 3);
        Runs.Agree([y, y.Vjp(g.Variable, x.Variable), y.Vjp(g.Variable, w.Variable)], x, w, g);
    }

    [Fact]
    public void The_cases_reach_every_way_to_convolve_that_the_machine_has()
    {
        var reached = new SortedSet<string>();
        foreach (var row in (IEnumerable<object[]>)Convolutions)
        {
            var (images, filters, groups) = ((int[])row[0], (int[])row[1], (int)row[5]);
            var lengths = Lengths(
                images, filters[0], filters[1], (Size2D)row[2], (Size2D)row[3], (Size2D)row[4], groups, filters[2]);
            foreach (var gemm in ConvolutionAsGemm.Backward(lengths).Where(part => part.Outputs.Area > 0)
                .Append(ConvolutionAsGemm.Forward(lengths)))
            {
                var blocks = new ConvolutionAsGemmBlocking<float>(gemm);
                reached.Add(blocks.FilterLanes is { } lanes ? $"{lanes.Outputs} positions"
                    : blocks.Direct ? "direct"
                    : blocks.Batched?.Images < images[0] ? "batched"
                    : "implicit GEMM");
            }

            reached.Add(new FilterGradientBlocking<float>(lengths).Groups is not null ? "gradient: groups in lanes"
                : "gradient: filters in lanes");
        }

        string[] tiles = Registers<float>.AreMany ? ["12 positions", "14 positions", "7 positions", "8 positions"]
            : ["4 positions", "5 positions", "6 positions"];
        Assert.Equal(
            [.. tiles, "batched", "direct", "gradient: filters in lanes", "gradient: groups in lanes",
                "implicit GEMM"], reached);
    }

    [Fact]
    public void The_cases_reach_every_way_to_transpose_for_some_elements_of_windows_and_many_filters()
    {
        var reached = new HashSet<string>();
        foreach (var row in (IEnumerable<object[]>)Convolutions)
        {
            var (images, filters) = ((int[])row[0], (int[])row[1]);
            var lengths = Lengths(
                images, filters[0], filters[1], (Size2D)row[2], (Size2D)row[3], (Size2D)row[4], (int)row[5],
                filters[2]);
            foreach (var part in ConvolutionAsGemm.Backward(lengths).Where(
                part => part.Outputs.Area > 0 && part.Channels >= 24 && part.Taps.Length < lengths.Geometry.Size.Area))
            {
                var blocks = new ConvolutionAsGemmBlocking<float>(part);
                reached.Add(part.Taps.IsEmpty ? "none"
                    : blocks.FilterLanes is { } lanes ? $"{lanes.Outputs} positions"
                    : blocks.Direct ? "direct"
                    : blocks.Batched?.Images < images[0] ? "batched"
                    : "implicit GEMM");
            }
        }

        Assert.Superset(Registers<float>.AreMany ? ["12 positions", "14 positions", "7 positions", "8 positions",
            "direct", "none"] : new HashSet<string> { "direct", "none", "implicit GEMM", "batched" }, reached);
    }

    private static ConvolutionShape Lengths(int[] images, int filters, int height, Size2D stride, Size2D padding,
        Size2D dilation, int groups, int? width = null) => ConvolutionShape.Of(
        "test", [], new((height, width ?? height), stride, padding, dilation), groups, Shape.Of(images),
        Shape.Of(filters, images[1] / groups, height, width ?? height));

    /// <summary>
    /// Images, channels, height, width; filters and their size; padding, dilation; what is between convolution and
    /// pooling.
    /// </summary>
    public static TheoryData<int[], int[], int, int, string> Pooled { get; } = new()
    {
        { [1, 1, 76, 76], [8, 5], 0, 1, "bias relu" },
        { [14, 2, 30, 28], [9, 3], 1, 1, "bias relu" },
        { [1, 1, 6, 1204], [17, 3], 0, 1, "bias" },
        { [3, 1, 28, 28], [30, 5], 0, 1, "bias relu" },
        { [14, 3, 12, 16], [16, 3], 1, 1, "bias relu" },
        { [5, 2, 16, 14], [8, 1], 0, 1, "bias" },
        { [2, 1, 18, 31], [32, 5], 1, 2, "relu" },
        { [2, 5, 14, 22], [17, 3], 0, 1, "" },
        { [2, 1, 12, 12], [9, 3], 1, 1, "kept" },
        { [2, 1, 12, 12], [9, 3], 1, 1, "images too" },
        { [2, 1, 12, 12], [9, 3], 1, 1, "bias, gradients first" },
        { [2, 1, 13, 15], [9, 3], 1, 1, "bias relu" },
        { [0, 1, 12, 12], [9, 3], 1, 1, "bias relu" },
        { [2, 0, 12, 12], [9, 3], 1, 1, "bias relu" },
        { [2, 1, 12, 12], [0, 3], 1, 1, "bias relu" },
        { [2, 1, 0, 12], [9, 3], 2, 1, "bias relu" },
    };

    [Theory]
    [MemberData(nameof(Pooled))]
    public void A_convolution_that_is_pooled_at_once_has_the_bits_of_the_reference(
        int[] images, int[] filters, int padding, int dilation, string between)
    {
        var x = Samples.Variable("x", Shape.Of(images), 1);
        var w = Samples.Variable("w", [filters[0], images[1], filters[1], filters[1]], 2);
        var b = Samples.Variable("b", [filters[0]], 3);
        var results = x.Variable.Convolution(w.Variable, 1, padding, dilation);
        if (between.Contains("bias", StringComparison.Ordinal)) results += b.Variable.Reshape(-1, 1, 1);
        var pooled = (between.Contains("relu", StringComparison.Ordinal) ? results.Relu() : results).MaxPool(2);
        var weighted = pooled * Samples.Tensor(pooled.Shape, 4);
        var first = between.Contains("first", StringComparison.Ordinal);
        var loss = (first ? weighted : weighted.Square()).Sum();
        var g = loss.Gradient(w.Variable, b.Variable, x.Variable);
        ImmutableArray<Expr> roots = between switch
        {
            "kept" => [pooled, results, g[0]],
            "images too" => [loss, g[0], g[2]],
            _ when first => [g[1], g[0], pooled],
            _ => [pooled, g[0], g[1]]
        };
        Runs.Agree(roots, x, w, b);

        // Where something else sees the results, or the machine or the lengths do not suit, they are in memory.
        var lengths = Lengths(images, filters[0], filters[1], 1, padding, dilation, 1);
        var atOnce = between is not ("kept" or "images too")
            && FusedConvolutionPoolBlocking.Suits<float>(lengths, new(2, 2, 0, 1));
        var explained = Plan<float>.Make([x.Variable, w.Variable, b.Variable], roots).Explain();
        Assert.Equal(
            atOnce, explained.Contains("; weights of the convolution", StringComparison.Ordinal)
            && explained.Contains(
            $"{lengths.W}{(between.Contains("bias", StringComparison.Ordinal) ? ", bias" : "")}, largest of 2 × 2",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Odd_numbers_go_through_a_convolution_that_is_pooled_at_once()
    {
        foreach (var odd in new[] { double.NaN, double.PositiveInfinity, -0.0, 1e-30 })
        {
            var x = (Variable: Prelude.Variable("x", [3, 1, 14, 16]),
                Value: (Tensor)Tensor.Generate([3, 1, 14, 16], i => i % 97 == 5 ? odd : (i * 31 % 7) - 3.0));
            var w = (Variable: Prelude.Variable("w", [10, 1, 3, 3]),
                Value: (Tensor)Tensor.Generate([10, 1, 3, 3], i => (i * 5 % 3) - 1.0));
            var pooled = x.Variable.Convolution(w.Variable, padding: 1).MaxPool(2);
            var g = Samples.Variable("g", pooled.Shape, 3);
            Runs.Agree([pooled, pooled.Vjp(g.Variable, w.Variable)], x, w, g);
        }
    }

    [Fact]
    public void Images_that_are_numbered_anew_between_two_operations_keep_their_chunks()
    {
        var (x, g) = (Samples.Variable("x", [6, 1, 4, 5], 1), Samples.Variable("g", [2, 3, 4, 5], 2));
        var w = Samples.Variable("w", [1, 1, 3, 3], 3);
        var pooled = Expr.Apply(new MaxPoolCotangent(new(1, 1, 0, 1)), g.Variable,
            x.Variable.Convolution(w.Variable, padding: 1).Reshape(2, 3, 4, 5));
        Runs.Agree([pooled, (pooled * pooled).Sum().Gradient(w.Variable)], x, w, g);
    }
}
