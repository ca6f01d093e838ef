using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The gradient of the weights of a convolution of many small groups, such as a depthwise one: the groups lie side by
/// side in the lanes of vectors.
/// </summary>
/// <param name="Row">Elements of all groups, whole vectors.</param>
internal readonly record struct GroupedFilterGradient<T>(int Row)
    where T : unmanaged
{
    /// <summary>Elements of a window that a tile takes.</summary>
    public const int Tile = 9;

    // More filters of a group fill vectors by themselves.
    private const int FewestGroups = 4;
    private const int MostFilters = 6;

    // Channels that are laid out at once stay in the last-level cache.
    private const long MostBytes = 4 << 20;

    /// <summary>The groups of a convolution, or null where there are few, or the images are too large.</summary>
    public static GroupedFilterGradient<T>? For(ConvolutionShape lengths, ImagePhases planes)
    {
        var width = MatrixPanels<T>.Width;
        if (lengths is not { Channels: > 0, Filters: > 0 and <= MostFilters, Groups: >= FewestGroups }
            || (long)lengths.Channels * planes.Elements * width * Unsafe.SizeOf<T>() > MostBytes)
        {
            return null;
        }

        return new((lengths.Groups + width - 1) / width * width);
    }

    /// <summary>Vectors that hold all groups.</summary>
    public int Vectors => Row / MatrixPanels<T>.Width;

    /// <summary>
    /// Elements of a vector for each element of the planes of a group's channels, and of the places of its filters.
    /// </summary>
    public static int LaneElements(ConvolutionShape lengths, ImagePhases planes) => checked(
        MatrixPanels<T>.Width * ((lengths.Channels * planes.Elements) + (lengths.Filters * lengths.Output.Area)));
}
