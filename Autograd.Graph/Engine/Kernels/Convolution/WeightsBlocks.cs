using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>What of the gradient of a convolution's weights is taken at once: decided by its lengths and this machine's vectors.</summary>
/// <remarks>It is a product of what windows show, a row for each element of a window, with the results, over the places of all images.</remarks>
internal sealed class WeightsBlocks<T>
    where T : unmanaged
{
    // What windows show at a block of places: half of a small second-level cache.
    private const int BlockBytes = 128 << 10;

    // Vectors of places in a block: enough for the sums to be taken up seldom.
    private const int MostVectors = 12;

    private const int Gap = 16;

    public WeightsBlocks(ConvolutionShape lengths)
    {
        Lengths = lengths;
        (Planes, var taps) = Gathering.Shown(lengths);
        Places = PlaceVectors<T>.Of(lengths.Places, Planes);
        Vectors = Math.Min(MostVectors, Places.Panels.Vectors);
        Row = (Vectors * MatrixPanels<T>.Width) + Gap;
        Groups = WeightsGroups<T>.For(lengths, Planes);
        Across = Groups is null ? WeightsAcross<T>.For(lengths) : null;
        Channels = Groups is not null ? lengths.Channels : Across?.Channels ?? Math.Clamp(BlockBytes / (Row * taps.Length * Unsafe.SizeOf<T>()), 1, Math.Max(1, lengths.Channels));
        Taps = Planes.InChannels(taps, Channels);
        if (Groups is not null) Taps = TapTiles.Whole(Taps, WeightsGroups<T>.Tile);
        FiltersAcross = lengths.Filters >= MatrixPanels<T>.Width || lengths.Filters >= lengths.Taps;
    }

    public ConvolutionShape Lengths { get; }

    public ImagePlanes Planes { get; }

    public PlaceVectors<T> Places { get; }

    /// <summary>How groups lie across vectors, if they do.</summary>
    public WeightsGroups<T>? Groups { get; }

    /// <summary>How filters lie across vectors, if they do: then what windows show is read where it lies.</summary>
    public WeightsAcross<T>? Across { get; }

    /// <summary>Vectors of places that are taken at once.</summary>
    public int Vectors { get; }

    /// <summary>From what windows show of one of their elements to what they show of the next.</summary>
    public int Row { get; }

    /// <summary>Channels that are taken at once.</summary>
    public int Channels { get; }

    /// <summary>Blocks of channels.</summary>
    public int ChannelBlocks => (Lengths.Channels + Channels - 1) / Channels;

    /// <summary>Groups, or vectors of groups, that are summed on their own.</summary>
    public int GroupBlocks => Groups?.Vectors ?? Lengths.Groups;

    /// <summary>Parts of the work that need nothing of each other.</summary>
    public int Parts => Lengths.Chunks * GroupBlocks * ChannelBlocks;

    /// <summary>Whether the work may go image by image: it is one part for each chunk, and there are enough of them.</summary>
    public bool ByImages => Parts == Lengths.Chunks && Lengths.HasMostChunks;

    /// <summary>Where each element of a window in a block of channels lies in its planes.</summary>
    public int[] Taps { get; }

    /// <summary>Whether the sums have a row for each element of a window, and the filters lie side by side; else the other way round.</summary>
    public bool FiltersAcross { get; }

    /// <summary>How the sums of chunks lie.</summary>
    public ChunkLayout Layout =>
        Groups is { } groups ? new(Sums, 1, groups.Row, (nint)Taps.Length * groups.Row)
        : Across is { } across ? new(Sums, (nint)TapTiles.Whole(Lengths.Taps, across.Tile) * across.Row, across.Row, 1)
        : FiltersAcross ? new(Sums, (nint)Lengths.Taps * Lengths.Filters, Lengths.Filters, 1)
        : new(Sums, (nint)Lengths.Taps * Lengths.Filters, 1, Lengths.Taps);

    /// <summary>Elements of the sums of one chunk of images.</summary>
    public int Sums => Groups is { } groups ? checked(Lengths.Filters * Taps.Length * groups.Row) : checked(Lengths.Groups * (Across is { } across ? TapTiles.Whole(Lengths.Taps, across.Tile) * across.Row : Lengths.Taps * Lengths.Filters));

    /// <summary>The product for so many taps and places.</summary>
    public MatrixProductShape Product(int taps, int places, bool continues) => FiltersAcross
        ? new(taps, Lengths.Filters, places, ARow: Row, AStep: 1, BStep: 1, BColumn: Lengths.Places.Area, CRow: Lengths.Filters, continues)
        : new(Lengths.Filters, taps, places, ARow: Lengths.Places.Area, AStep: 1, BStep: 1, BColumn: Row, CRow: Lengths.Taps, continues);

    /// <summary>Elements of the block of what windows show.</summary>
    public int BlockElements => Groups is not null ? WeightsGroups<T>.LaneElements(Lengths, Planes) : Across is { } across ? across.StripElements(Lengths.Places) : Whole(Taps.Length * Row) + Gap;

    /// <summary>Elements of the planes of a block of channels.</summary>
    public int PlaneElements => Planes.IsImage ? 0 : Whole((Groups is null ? 1 : MatrixPanels<T>.Width) * Channels * Planes.Elements) + Gap;

    /// <summary>All that a thread needs.</summary>
    public int ScratchElements => Across is not null || Groups is not null ? checked(BlockElements + PlaneElements) : checked(BlockElements + PlaneElements + MatrixProduct.ScratchElements<T>(Product(Taps.Length, Vectors * MatrixPanels<T>.Width, true)));

    private static int Whole(int elements) => (elements + Gap - 1) / Gap * Gap;
}
