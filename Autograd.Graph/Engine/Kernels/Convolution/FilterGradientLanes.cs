using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The gradient of a convolution's weights with its filters side by side in the lanes of vectors: what is taken at
/// once.
/// </summary>
/// <param name="Channels">Channels whose sums stay in the second-level cache, and whose planes in the last.</param>
/// <param name="Row">Elements of a row of filters, whole vectors.</param>
/// <param name="Tile">Elements of a window that a tile takes.</param>
internal readonly record struct FilterGradientLanes<T>(int Channels, int Row, int Tile)
    where T : unmanaged
{
    /// <summary>Vectors of a panel of filters.</summary>
    public const int PanelVectors = 2;

    private const int SumBytes = 384 << 10;

    private const long PlaneBytes = 4 << 20;

    // Results of a panel of filters at as many places stay in the first-level cache.
    private const int StripPlaces = 192;

    /// <summary>Elements of a panel of filters.</summary>
    public static int Panel => PanelVectors * MatrixPanels<T>.Width;

    /// <summary>How the weights of a convolution are best summed.</summary>
    public static FilterGradientLanes<T> For(ConvolutionShape lengths, ImagePhases planes)
    {
        // A few filters fill a narrow vector.
        var width = lengths.Filters <= Vector128<T>.Count ? Vector128<T>.Count : MatrixPanels<T>.Width;
        var (row, area, tile) =
            ((lengths.Filters + width - 1) / width * width, lengths.Geometry.Size.Area, TapTiles.SizeFor(lengths.Taps));
        // Whole tiles in each block but the last.
        var unit = Enumerable.Range(1, tile).First(channels => channels * area % tile == 0);
        var channels = Math.Max(unit, SumBytes / Math.Max(1, area * row * Unsafe.SizeOf<T>()) / unit * unit);
        if (!planes.IsImage)
        {
            channels = Math.Clamp((int)(PlaneBytes / Math.Max(1, (long)planes.Elements * Unsafe.SizeOf<T>())) / unit
                * unit, unit, channels);
        }

        return new(Math.Min(channels, lengths.Channels), row, tile);
    }

    /// <summary>Lines of places that are taken in one pass.</summary>
    public static int StripLines(ConvolutionShape lengths) => Math.Max(1, StripPlaces / lengths.Output.Width);

    /// <summary>Elements of the results of so many, for a panel of filters.</summary>
    public int StripElements(ConvolutionShape lengths) =>
        checked(StripLines(lengths) * Math.Min(lengths.Output.Width, SumTree.Block) * Math.Min(Row, Panel));
}
