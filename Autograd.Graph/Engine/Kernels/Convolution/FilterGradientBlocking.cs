using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// What of the gradient of a convolution's weights is taken at once: decided by its lengths and this machine's vectors.
/// </summary>
/// <remarks>
/// It is a product of what windows show, a row for each element of a window, with the results, over the places of all
/// images.
/// </remarks>
internal sealed class FilterGradientBlocking<T>
    where T : unmanaged
{
    private const int Gap = 16;

    public FilterGradientBlocking(ConvolutionShape lengths)
    {
        Lengths = lengths;
        (Planes, var taps) = ConvolutionAsGemm.Shown(lengths);
        Groups = GroupedFilterGradient<T>.For(lengths, Planes);
        Across = FilterGradientLanes<T>.For(lengths, Planes);
        Channels = Groups is null ? Across.Channels : lengths.Channels;
        Taps = Planes.InChannels(taps, Channels);
        if (Groups is not null) Taps = TapTiles.Whole(Taps, GroupedFilterGradient<T>.Tile);
        SlotElements = (nint)lengths.Chunks * Sums;
    }

    public ConvolutionShape Lengths { get; }

    public ImagePhases Planes { get; }

    /// <summary>How groups lie across vectors, if they do.</summary>
    public GroupedFilterGradient<T>? Groups { get; }

    /// <summary>How filters lie across vectors, unless groups do.</summary>
    public FilterGradientLanes<T> Across { get; }

    /// <summary>Channels that are taken at once.</summary>
    public int Channels { get; }

    /// <summary>Blocks of channels.</summary>
    public int ChannelBlocks => Channels == 0 ? 0 : (Lengths.Channels + Channels - 1) / Channels;

    /// <summary>Groups, or vectors of groups, that are summed on their own.</summary>
    public int GroupBlocks => Groups?.Vectors ?? Lengths.Groups;

    /// <summary>Parts of the work that need nothing of each other.</summary>
    public int Parts => Lengths.Chunks * GroupBlocks * ChannelBlocks;

    /// <summary>
    /// Whether the work may go image by image: it is one part for each chunk, and there are enough of them.
    /// </summary>
    public bool ByImages => Parts == Lengths.Chunks && Lengths.HasMostChunks;

    /// <summary>Where each element of a window in a block of channels lies in its planes.</summary>
    public int[] Taps { get; }

    /// <summary>How the sums of chunks lie.</summary>
    public ChunkLayout Layout =>
        Groups is { } groups ? new(Sums, 1, groups.Row, (nint)Taps.Length * groups.Row)
            : new(Sums, (nint)TapTiles.Whole(Lengths.Taps, Across.Tile) * Across.Row, Across.Row, 1);

    /// <summary>Elements of the sums of one chunk of images.</summary>
    public int Sums => Groups is { } groups ? checked(Lengths.Filters * Taps.Length * groups.Row)
        : checked(Lengths.Groups * TapTiles.Whole(Lengths.Taps, Across.Tile) * Across.Row);

    /// <summary>The slots of the sums of each chunk, see <see cref="SumStep"/>.</summary>
    public int Slots => OutputStep.Slots(Lengths);

    /// <summary>From a slot of all chunks to the next.</summary>
    public nint SlotElements { get; }

    /// <summary>Elements of the block of what windows show, or of the results of a strip.</summary>
    public int BlockElements =>
        Groups is not null ? GroupedFilterGradient<T>.LaneElements(Lengths, Planes) : Across.StripElements(Lengths);

    /// <summary>Elements of the planes of a block of channels.</summary>
    public int PlaneElements =>
        Planes.IsImage ? 0 : Whole((Groups is null ? 1L : MatrixPanels<T>.Width) * Channels * Planes.Elements) + Gap;

    /// <summary>All that a thread needs.</summary>
    public int ScratchElements => checked(BlockElements + PlaneElements);

    private static int Whole(long elements) => checked((int)((elements + Gap - 1) / Gap * Gap));
}
