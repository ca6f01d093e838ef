using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Convolutions of images [n, channels, height, width], or of sequences [n, channels, length]: the weights have the
/// same number of axes. A length is one number, or <c>(height, width)</c> of images; of sequences it is one number.
/// </summary>
public static partial class ConvolutionFunctions
{
    // The weights' axes tell images from sequences, so that one image is not taken for sequences.
    private static ConvolutionGeometry WindowsOf(
        string name, ImmutableArray<Expr> inputs, Size2D? stride, Size2D? padding, Size2D? dilation)
    {
        var (x, w) = (inputs[0].Shape, inputs[1].Shape);
        return (x.Rank, w.Rank) switch
        {
            (_, 4) => Images.WindowsOf((w[2], w[3]), stride, padding, dilation),
            (3, 3) => Sequences.WindowsOf(name, inputs, w[2], stride, padding, dilation),
            (2, 3) => throw WindowErrors.NotSequences(name, inputs, x),
            _ => throw WindowErrors.NotWeights(name, inputs, w),
        };
    }
}
