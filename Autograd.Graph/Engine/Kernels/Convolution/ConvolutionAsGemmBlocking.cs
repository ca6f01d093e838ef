using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// What a <see cref="Gathering"/> takes at once, and its tables: decided by its lengths and this machine's vectors.
/// </summary>
internal sealed class ConvolutionAsGemmBlocking<T>
    where T : unmanaged
{
    // Elements between rows of weights, which keep them from sharing sets of the cache.
    private const int Gap = 16;
    private const int SharedSets = 4096;

    private const int LayoutRows = 16;

    // Rows of an image that windows in a row of places show: measured with vectors of 256 bits, where more take up to
    // half as long again.
    private const int DirectBytes = 8 << 10;

    public ConvolutionAsGemmBlocking(ConvolutionAsGemm gathering)
    {
        Gathering = gathering;
        Direct = DirectTiles.Suits<T>(gathering);
        Across = Direct ? null : FilterLanesBlocking<T>.For(gathering);
        Places = OutputVectors<T>.Of(gathering.Places, gathering.Planes);
        AllTaps = checked(gathering.Channels * gathering.Taps.Length);
        Depth = Across is not null ? SumTree.Block : Math.Min(Math.Max(1, AllTaps), MostTaps());
        Channels = Across is not null ? gathering.Channels : ChannelsOf(Depth);
        Taps = gathering.Planes.InChannels(gathering.Taps, Channels);
        Slots = SumStep.Slots(AllTaps, Depth == SumTree.Block);
        Together = Across is null && !Direct
            ? BatchedImages<T>.For(gathering, checked(Channels * gathering.Planes.Elements))
            : null;
        var inOrder = gathering.Weights.Length == gathering.Strides.Channel;
        WeightsInPlace = Across is null && inOrder
            && (gathering.Rows == 1 || gathering.Strides.Row * Unsafe.SizeOf<T>() % SharedSets != 0);
    }

    public ConvolutionAsGemm Gathering { get; }

    public OutputVectors<T> Places { get; }

    /// <summary>How rows lie across vectors, if they do: then what windows show is read where it lies.</summary>
    public FilterLanesBlocking<T>? Across { get; }

    /// <summary>Whether what windows show is read where it lies, places across vectors.</summary>
    public bool Direct { get; }

    /// <summary>How many images are taken at once, if there are so many; null where each is taken alone.</summary>
    public BatchedImages<T>? Together { get; }

    /// <summary>Elements of a window in all channels: the terms of each sum.</summary>
    public int AllTaps { get; }

    /// <summary>
    /// How many of them are taken at once, so that a panel of what windows show stays in the first-level cache.
    /// </summary>
    public int Depth { get; }

    /// <summary>The channels that so many of them reach into.</summary>
    public int Channels { get; }

    /// <summary>Where elements of a window lie in the planes of so many channels.</summary>
    public int[] Taps { get; }

    /// <summary>The slots of partial sums, see <see cref="SumStep"/>.</summary>
    public int Slots { get; }

    /// <summary>
    /// Whether weights are read where they lie; else they are laid out before, in the order in which they are taken.
    /// </summary>
    public bool WeightsInPlace { get; }

    /// <summary>From one row of weights to the next, unless they lie across.</summary>
    public nint WeightRow =>
        WeightsInPlace ? Gathering.Strides.Row : Whole(Gathering.Channels * Gathering.Taps.Length) + Gap;

    /// <summary>From the weights of one group to those of the next.</summary>
    public nint WeightGroup =>
        Across is { } across ? (nint)across.AllVectors * MatrixPanels<T>.Width * AllTaps
        : WeightsInPlace ? Gathering.Strides.Group
        : Gathering.Rows * WeightRow;

    /// <summary>Elements of a panel, or of results that lie across until they are put in their places.</summary>
    public int PanelElements =>
        Across is { } across ? Whole((long)FilterLanesBlocking<T>.StripRows(Gathering.Places) * Gathering.Places.Width
            * across.Vectors * MatrixPanels<T>.Width)
        : Direct ? 0
        : Whole((long)Depth * Math.Max(Places.Panels.WidestPanel, Together?.Places.Panels.WidestPanel ?? 0));

    /// <summary>Elements of the planes of a block, of as many images as are taken at once.</summary>
    public int PlaneElements => Gathering.Planes.IsImage && Together is null ? 0
        : Whole((long)(Together?.Images ?? 1) * Channels * Gathering.Planes.Elements) + Gap;

    /// <summary>Elements of results that wait for being put in their places.</summary>
    public int WaitingElements => Together is null ? 0 : checked(Gathering.Rows * Together.Row);

    /// <summary>
    /// Elements of a slot of partial sums: of a strip where rows lie across, else of the images that are taken at
    /// once.
    /// </summary>
    public int SlotElements => Across is not null ? PanelElements
        : checked(Gathering.Rows * Math.Max(Gathering.Places.Area, Together?.Row ?? 0));

    /// <summary>All that a thread needs.</summary>
    public int ScratchElements =>
        checked(PanelElements + PlaneElements + WaitingElements + ((Slots - 1) * SlotElements));

    /// <summary>
    /// Parts of a group in which weights are laid out: panels of rows, or some rows that lie in the same cache lines.
    /// </summary>
    public int LayoutParts => Across?.Panels ?? (Gathering.Rows + LayoutRows - 1) / LayoutRows;

    /// <summary>Lays out one part of the weights of a group.</summary>
    public unsafe void LayOut(T* weights, nint group, int part, T* target)
    {
        weights += group * Gathering.Strides.Group;
        target += group * WeightGroup;
        if (Across is { } across)
        {
            LayOut(weights, across, part, target);
            return;
        }

        nint first = part * LayoutRows;
        LayOut(weights + (first * Gathering.Strides.Row), Math.Min(LayoutRows, Gathering.Rows - (int)first),
            target + (first * WeightRow), WeightRow, 1);
    }

    // A panel of rows, which lie side by side; lanes that no row has would compute with whatever lay there.
    private unsafe void LayOut(T* weights, in FilterLanesBlocking<T> across, int panel, T* target)
    {
        var first = panel * across.Vectors * MatrixPanels<T>.Width;
        var width =
            Math.Min(across.Vectors * MatrixPanels<T>.Width, (across.AllVectors * MatrixPanels<T>.Width) - first);
        var rows = Math.Min(width, Gathering.Rows - first);
        target += (nint)first * AllTaps;
        weights += first * Gathering.Strides.Row;
        if (rows < width) new Span<T>(target, width * AllTaps).Clear();
        var taps = Gathering.Weights.Length;
        if (!Gathering.TakesAllWeights)
        {
            LayOut(weights, rows, target, 1, width);
        }
        else if (Gathering.Strides.Channel == taps)
        {
            FilterTransposition.ToPlaces(weights, Gathering.Strides.Row, target, width, rows, AllTaps);
        }
        else
        {
            for (nint channel = 0; channel < Gathering.Channels; channel++)
                FilterTransposition.ToPlaces(weights + (channel * Gathering.Strides.Channel), Gathering.Strides.Row,
                    target + (channel * taps * width), width, rows, taps);
        }
    }

    // Channel by channel: what rows have of a channel lies together. Afterwards their weights lie so far apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void LayOut(T* weights, int rows, T* target, nint rowStep, nint tapStep)
    {
        var taken = Gathering.Weights.AsSpan();
        var strides = Gathering.Strides;
        for (nint channel = 0; channel < Gathering.Channels; channel++, weights += strides.Channel,
            target += taken.Length * tapStep)
        {
            for (nint row = 0; row < rows; row++)
            {
                T* from = weights + (row * strides.Row), to = target + (row * rowStep);
                if (Gathering.TakesAllWeights && tapStep == 1)
                {
                    RowCopies.Copy(from, to, taken.Length);
                    continue;
                }

                foreach (var weight in taken)
                {
                    *to = from[weight];
                    to += tapStep;
                }
            }
        }
    }

    // Whole channels, unless one has more elements than a step takes.
    private int MostTaps()
    {
        var (taps, width) = (Gathering.Taps, Gathering.Planes.Plane.Width);
        var inPanel = MatrixBlocking<T>.TakesWholeBlocks ? SumTree.Block
            : MatrixPanels<T>.PanelBytes / (Places.Panels.WidestPanel * Unsafe.SizeOf<T>());
        if (Direct && !MatrixPanels<T>.HasManyRegisters && !taps.IsEmpty)
        {
            var shown = taps.Select(tap => tap / width).Distinct().Count() * width * Unsafe.SizeOf<T>();
            inPanel = Math.Min(inPanel, Math.Max(1, DirectBytes / shown) * taps.Length);
        }

        var most = Math.Clamp(inPanel, 1, SumTree.Block);
        return most == SumTree.Block || most < taps.Length || taps.IsEmpty ? most : most / taps.Length * taps.Length;
    }

    // A step that begins within a channel may reach into one more.
    private int ChannelsOf(int steps)
    {
        var taps = Math.Max(1, Gathering.Taps.Length);
        var most = steps % taps == 0 && AllTaps <= SumTree.Block ? steps / taps : ((taps + steps - 2) / taps) + 1;
        return Math.Clamp(most, 1, Math.Max(1, Gathering.Channels));
    }

    private static int Whole(long elements) => checked((int)((elements + Gap - 1) / Gap * Gap));
}
