using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The gradient of a convolution's weights with its filters side by side in the lanes of vectors: what is taken at once.</summary>
/// <param name="Channels">Channels whose sums stay in the second-level cache.</param>
/// <param name="Row">Elements of a row of filters, whole vectors.</param>
/// <param name="Tile">Elements of a window that a tile takes.</param>
internal readonly record struct WeightsAcross<T>(int Channels, int Row, int Tile)
    where T : unmanaged
{
    /// <summary>Vectors of a panel of filters.</summary>
    public const int PanelVectors = 2;

    private const int SumBytes = 384 << 10;

    // Results of a panel of filters at as many places stay in the first-level cache.
    private const int StripPlaces = 192;

    /// <summary>Elements of a panel of filters.</summary>
    public static int Panel => PanelVectors * MatrixPanels<T>.Width;

    /// <summary>How the weights of a convolution are best summed, or null where there are none.</summary>
    public static WeightsAcross<T>? For(ConvolutionShape lengths)
    {
        // A few filters fill a narrow vector.
        var width = lengths.Filters <= Vector128<T>.Count ? Vector128<T>.Count : MatrixPanels<T>.Width;
        var row = (lengths.Filters + width - 1) / width * width;
        if (lengths.Filters == 0 || lengths.Taps == 0) return null;
        // Whole tiles in each block but the last.
        var area = lengths.Windows.Size.Area;
        var tile = TapTiles.SizeFor(lengths.Taps);
        var unit = Enumerable.Range(1, tile).First(channels => channels * area % tile == 0);
        var channels = Math.Max(unit, SumBytes / (area * row * Unsafe.SizeOf<T>()) / unit * unit);
        return new(Math.Min(channels, lengths.Channels), row, tile);
    }

    /// <summary>Rows of places that are taken at once.</summary>
    public static int StripRows(Sides places) => Math.Clamp(StripPlaces / places.Width, 1, places.Height);

    /// <summary>Elements of the results of so many, for all filters.</summary>
    public int StripElements(Sides places) => checked(StripRows(places) * places.Width * Row);
}
