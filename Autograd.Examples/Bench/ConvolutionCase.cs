using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench;

/// <summary>A convolution to measure.</summary>
/// <param name="Images">Images of a batch.</param>
/// <param name="Channels">Channels of an image.</param>
/// <param name="Side">Height and width of an image.</param>
/// <param name="Filters">Filters.</param>
/// <param name="Size">Height and width of a filter.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">Zeros around the images.</param>
/// <param name="Groups">Parts that do not mix.</param>
internal readonly record struct ConvolutionCase(
    int Images, int Channels, int Side, int Filters, int Size, int Stride = 1, int Padding = 0, int Groups = 1)
{
    /// <summary>From the first layers of small and large networks to their last, and what is between.</summary>
    public static ConvolutionCase[] All { get; } =
    [
        new(100, 1, 28, 30, 5), new(32, 3, 32, 32, 3, Padding: 1), new(4, 3, 224, 64, 7, Stride: 2, Padding: 3),
        new(32, 16, 28, 16, 3, Padding: 1), new(32, 64, 14, 64, 3, Padding: 1),
        new(8, 64, 56, 64, 3, Padding: 1), new(8, 128, 28, 128, 3, Padding: 1), new(8, 256, 14, 256, 3, Padding: 1),
        new(8, 512, 7, 512, 3, Padding: 1),
        new(8, 128, 56, 128, 3, Stride: 2, Padding: 1),
        new(8, 64, 56, 256, 1), new(8, 256, 56, 64, 1), new(8, 1024, 14, 256, 1), new(8, 256, 28, 512, 1, Stride: 2),
        new(16, 128, 28, 128, 3, Padding: 1, Groups: 32), new(8, 144, 56, 144, 3, Padding: 1, Groups: 144),
    ];

    /// <summary>
    /// What is measured of each: the results, and the gradients with respect to images and weights, as PyTorch's script
    /// calls them.
    /// </summary>
    public static string[] Parts { get; } = ["forward", "input", "weight"];

    /// <summary>A plan of nothing but one part, its operands filled with numbers that stay normal.</summary>
    public Plan<float> Plan(string part, int threads)
    {
        var (x, w) = (Prelude.Variable("x", [Images, Channels, Side, Side]),
            Prelude.Variable("w", [Filters, Channels / Groups, Size, Size]));
        var y = x.Convolution(w, Stride, Padding, groups: Groups);
        var g = Prelude.Variable("g", y.Shape);
        var of = part switch { "forward" => y, "input" => y.Vjp(g, x), _ => y.Vjp(g, w) };
        return Plan<float>.Make([x, w, g], [of], new PlanOptions { Threads = threads });
    }

    /// <summary>The arguments of PyTorch's script.</summary>
    public string[] Arguments =>
        [.. new[] { Images, Channels, Side, Side, Filters, Size, Stride, Padding, Groups }.Select(n => $"{n}")];

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Images} × {Channels}→{Filters}, {Side}², {Size}×{Size}"
        + $"{(Stride == 1 ? "" : $" stride {Stride}")}{(Groups == 1 ? "" : Groups == Channels ? " depthwise" : $" {Groups} groups")}";
}
