using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The gradient of the weights of a depthwise convolution: its groups, each of one channel and one filter, lie side by side in the lanes of vectors.</summary>
/// <param name="Row">Elements of all groups, whole vectors.</param>
internal readonly record struct WeightsGroups<T>(int Row)
    where T : unmanaged
{
    private const int FewestGroups = 4;

    // Channels that are laid out at once stay in the last-level cache.
    private const long MostBytes = 4 << 20;

    /// <summary>The groups of a convolution, or null where it is not depthwise, or its images are too large.</summary>
    public static WeightsGroups<T>? For(ConvolutionShape lengths, ImagePlanes planes)
    {
        var width = MatrixPanels<T>.Width;
        if (lengths is not { Channels: 1, Filters: 1, Groups: >= FewestGroups } || (long)planes.Elements * width * Unsafe.SizeOf<T>() > MostBytes) return null;
        return new((lengths.Groups + width - 1) / width * width);
    }

    /// <summary>Vectors that hold all groups.</summary>
    public int Vectors => Row / MatrixPanels<T>.Width;

    /// <summary>Elements of a vector for each element of the planes, and of the places.</summary>
    public static int LaneElements(ConvolutionShape lengths, ImagePlanes planes) => checked(MatrixPanels<T>.Width * (planes.Elements + lengths.Places.Area));
}
