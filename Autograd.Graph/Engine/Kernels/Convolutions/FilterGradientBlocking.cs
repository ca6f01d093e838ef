using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// How the gradient of a convolution's weights is divided into blocks. The choice depends on the shapes and on this
/// machine's vectors.
/// </summary>
/// <remarks>
/// The gradient is a matrix product over the output positions of all images: the pixels of the windows, one row for
/// each tap, with the cotangents of the results.
/// </remarks>
internal sealed class FilterGradientBlocking<T>
    where T : unmanaged
{
    private const int Gap = 16;

    public FilterGradientBlocking(ConvolutionShape shape)
    {
        Shape = shape;
        (Phases, var taps) = ConvolutionAsGemm.PhasesOf(shape);
        Groups = GroupedFilterGradient<T>.For(shape, Phases);
        FilterLanes = FilterGradientLanes<T>.For(shape, Phases);
        Channels = Groups is null ? FilterLanes.Channels : shape.Channels;
        Taps = Phases.InChannels(taps, Channels);
        if (Groups is not null) Taps = TapTiles.Whole(Taps, GroupedFilterGradient<T>.Tile);
        SlotElements = (nint)shape.Chunks * Sums;
    }

    public ConvolutionShape Shape { get; }

    public ImagePhases Phases { get; }

    /// <summary>The layout with groups in lanes, if it is used.</summary>
    public GroupedFilterGradient<T>? Groups { get; }

    /// <summary>The layout with filters in lanes, unless groups are in lanes.</summary>
    public FilterGradientLanes<T> FilterLanes { get; }

    /// <summary>The channels of a block.</summary>
    public int Channels { get; }

    /// <summary>Blocks of channels.</summary>
    public int ChannelBlocks => Channels == 0 ? 0 : (Shape.Channels + Channels - 1) / Channels;

    /// <summary>Groups, or vectors of groups; each is summed alone.</summary>
    public int GroupBlocks => Groups?.Vectors ?? Shape.Groups;

    /// <summary>The parts of the work that are independent of each other.</summary>
    public int Parts => Shape.Chunks * GroupBlocks * ChannelBlocks;

    /// <summary>
    /// Whether the work may run image by image: there is one part for each chunk, and there are enough chunks.
    /// </summary>
    public bool ByImages => Parts == Shape.Chunks && Shape.HasMostChunks;

    /// <summary>The offset of each tap of a block of channels in its phases.</summary>
    public int[] Taps { get; }

    /// <summary>The layout of the sums of chunks.</summary>
    public ChunkLayout Layout =>
        Groups is { } groups ? new(Sums, 1, groups.Row, (nint)Taps.Length * groups.Row)
            : new(Sums, (nint)TapTiles.Whole(Shape.Taps, FilterLanes.Tile) * FilterLanes.Row, FilterLanes.Row, 1);

    /// <summary>Elements of the sums of one chunk of images.</summary>
    public int Sums => Groups is { } groups ? checked(Shape.Filters * Taps.Length * groups.Row)
        : checked(Shape.Groups * TapTiles.Whole(Shape.Taps, FilterLanes.Tile) * FilterLanes.Row);

    /// <summary>The number of slots for the sums of each chunk, see <see cref="SumStep"/>.</summary>
    public int Slots => OutputStep.Slots(Shape);

    /// <summary>The distance between slots; a slot holds all chunks.</summary>
    public nint SlotElements { get; }

    /// <summary>Elements of the pixels and results with groups in lanes, or of the results of a strip.</summary>
    public int BlockElements =>
        Groups is not null ? GroupedFilterGradient<T>.LaneElements(Shape, Phases) : FilterLanes.StripElements(Shape);

    /// <summary>Elements of the phases of a block of channels.</summary>
    public int PhaseElements =>
        Phases.IsImage ? 0 : Whole((Groups is null ? 1L : Registers<T>.Width) * Channels * Phases.Elements) + Gap;

    /// <summary>Elements of scratch that a thread needs.</summary>
    public int ScratchElements => checked(BlockElements + PhaseElements);

    private static int Whole(long elements) => checked((int)((elements + Gap - 1) / Gap * Gap));
}
