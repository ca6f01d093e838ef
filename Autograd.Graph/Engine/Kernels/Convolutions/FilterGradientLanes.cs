using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>The blocking of a filter gradient with filters in lanes.</summary>
/// <param name="Channels">The channels of a block: their sums stay in the second-level cache, and their phases in the
/// last-level cache.</param>
/// <param name="Row">Elements of a row of filters, in whole vectors.</param>
/// <param name="Tile">The taps of a tile.</param>
internal readonly record struct FilterGradientLanes<T>(int Channels, int Row, int Tile)
    where T : unmanaged
{
    /// <summary>The vectors of a panel of filters.</summary>
    public const int PanelVectors = 2;

    private const int SumBytes = 384 << 10;

    private const long PhaseBytes = 4 << 20;

    // The results of a strip, for one panel of filters, stay in the first-level cache.
    private const int StripOutputs = 192;

    /// <summary>The filters of a panel.</summary>
    public static int Panel => PanelVectors * Registers<T>.Width;

    /// <summary>The best blocking for a convolution.</summary>
    public static FilterGradientLanes<T> For(ConvolutionShape shape, ImagePhases phases)
    {
        // Few filters fill a narrow vector better.
        var width = shape.Filters <= Vector128<T>.Count ? Vector128<T>.Count : Registers<T>.Width;
        var (row, area, tile) =
            ((shape.Filters + width - 1) / width * width, shape.Geometry.Size.Area, TapTiles.SizeFor(shape.Taps));
        // Every block but the last has whole tiles.
        var unit = Enumerable.Range(1, tile).First(channels => channels * area % tile == 0);
        var channels = Math.Max(unit, SumBytes / Math.Max(1, area * row * Unsafe.SizeOf<T>()) / unit * unit);
        if (!phases.IsImage)
        {
            channels = Math.Clamp((int)(PhaseBytes / Math.Max(1, (long)phases.Elements * Unsafe.SizeOf<T>())) / unit
                * unit, unit, channels);
        }

        return new(Math.Min(channels, shape.Channels), row, tile);
    }

    /// <summary>Lines of output positions in a strip.</summary>
    public static int StripLines(ConvolutionShape shape) => Math.Max(1, StripOutputs / shape.Output.Width);

    /// <summary>Elements of the results of a strip, for one panel of filters.</summary>
    public int StripElements(ConvolutionShape shape) =>
        checked(StripLines(shape) * Math.Min(shape.Output.Width, SumTree.Block) * Math.Min(Row, Panel));
}
