using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The blocking of a filter gradient of many small groups, such as a depthwise convolution: groups lie side by side in
/// the lanes of vectors.
/// </summary>
/// <param name="Row">The groups, in whole vectors.</param>
internal readonly record struct GroupedFilterGradient<T>(int Row)
    where T : unmanaged
{
    /// <summary>The taps of a tile.</summary>
    public const int Tile = 9;

    // With more filters, each group fills vectors by itself.
    private const int FewestGroups = 4;
    private const int MostFilters = 6;

    // The channels that are laid out together stay in the last-level cache.
    private const long MostBytes = 4 << 20;

    /// <summary>The blocking of a convolution, or null for few groups or large images.</summary>
    public static GroupedFilterGradient<T>? For(ConvolutionShape shape, ImagePhases phases)
    {
        var width = Registers<T>.Width;
        if (shape is not { Channels: > 0, Filters: > 0 and <= MostFilters, Groups: >= FewestGroups }
            || (long)shape.Channels * phases.Elements * width * Unsafe.SizeOf<T>() > MostBytes)
        {
            return null;
        }

        return new((shape.Groups + width - 1) / width * width);
    }

    /// <summary>The vectors that hold all groups.</summary>
    public int Vectors => Row / Registers<T>.Width;

    /// <summary>
    /// Scratch for a vector of groups: the phases of their channels, and the results of their filters.
    /// </summary>
    public static int LaneElements(ConvolutionShape shape, ImagePhases phases) => checked(
        Registers<T>.Width * ((shape.Channels * phases.Elements) + (shape.Filters * shape.Output.Area)));
}
