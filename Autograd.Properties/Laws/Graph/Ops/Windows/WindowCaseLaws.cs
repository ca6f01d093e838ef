using System.Collections.Immutable;
using Autograd.Graph.Ops;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>That the cases of the ops of windows on images reach what is hard.</summary>
public sealed class WindowCaseLaws
{
    // A fixed seed: how much is covered must not depend on luck.
    private static readonly ImmutableArray<OpSample> Convolutions =
        [.. OpTable.Cases[nameof(Convolution)].Samples.Sample(600, new FsCheck.Rnd(7), 50)];
    private static readonly ImmutableArray<OpSample> Pools =
        [.. OpTable.Cases[nameof(MaxPool)].Samples.Sample(600, new FsCheck.Rnd(7), 50)];

    [Theory]
    [InlineData("no images", 12)]
    [InlineData("no channels", 5)]
    [InlineData("no filters", 5)]
    [InlineData("images of nothing", 5)]
    [InlineData("several images", 60)]
    [InlineData("several channels of a group", 20)]
    [InlineData("several groups", 60)]
    [InlineData("depthwise", 20)]
    [InlineData("a remainder", 60)]
    [InlineData("other along the width", 60)]
    [InlineData("elements alone", 10)]
    [InlineData("the whole padded image", 10)]
    [InlineData("padding", 100)]
    [InlineData("gaps in windows", 40)]
    [InlineData("gaps between windows", 20)]
    [InlineData("windows that overlap", 40)]
    public void Hard_convolutions_are_frequent(string what, int least) =>
        Assert.InRange(Convolutions.Count(sample => Has(sample, what)), least, 600);

    [Theory]
    [InlineData("padding", 40)]
    [InlineData("a remainder", 60)]
    [InlineData("gaps in windows", 40)]
    [InlineData("windows that overlap", 40)]
    [InlineData("overlap with padding", 10)]
    [InlineData("ties", 30)]
    [InlineData("images of nothing", 2)]
    [InlineData("a window of padding alone", 1)]
    public void Hard_pools_are_frequent(string what, int least) =>
        Assert.InRange(Pools.Count(sample => Has(sample, what)), least, 600);

    private static bool Has(OpSample sample, string what)
    {
        var x = sample.Inputs[0].Shape;
        var w = sample.Inputs[^1].Shape;
        var (windows, groups) = sample.Op is Convolution convolution ? (convolution.Geometry, convolution.Groups)
            : (PoolCases.WindowsOf(sample.Op)!, 1);
        var (size, stride, padding, dilation) = windows;
        var left = WindowCases.Under(windows, sample.Node.Shape[2], sample.Node.Shape[3], 0, 0);
        var (end, edge) = (left.Row - stride.Height + ((size.Height - 1) * dilation.Height) + 1, x[2] + padding.Height);
        return what == "images of nothing" ? x[0] * x[1] > 0 && x.Size == 0
            : sample.Node.Shape.Size > 0 && x.Size > 0 ? what switch
            {
                "several images" => x[0] > 1,
                "several channels of a group" => w[1] > 1,
                "several groups" => groups > 1,
                "depthwise" => groups > 1 && w[1] == 1 && w[0] == groups,
                "a remainder" => end < edge,
                "other along the width" => size.Height != size.Width || stride.Height != stride.Width,
                "elements alone" => size == 1,
                "the whole padded image" => size.Height > 1 && sample.Node.Shape[2] == 1 && end == edge,
                "padding" => padding.Height > 0 || padding.Width > 0,
                "gaps in windows" => dilation.Height > 1 && size.Height > 1,
                "gaps between windows" => stride.Height > size.Height && sample.Node.Shape[2] > 1,
                "windows that overlap" => stride.Height < size.Height && sample.Node.Shape[2] > 1,
                "overlap with padding" => padding.Height > 0 && stride.Height < size.Height && sample.Node.Shape[2] > 1,
                "ties" => PoolCases.Chosen(windows, sample[0]).Any(each => each.Part < 1),
                "a window of padding alone" =>
                    PoolCases.Places(windows, x).Any(each => each.Shown.All(element => element is null)),
                _ => false,
            }
        : what switch
        {
            "no images" => x[0] == 0 && w[0] > 0,
            "no channels" => x[1] == 0,
            "no filters" => w[0] == 0 && x[0] > 0,
            _ => false,
        };
    }
}
