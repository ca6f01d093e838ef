using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// How a <see cref="ConvolutionAsGemm"/> is divided into blocks, with its tables. The choice depends on the shapes and
/// on this machine's vectors.
/// </summary>
internal sealed class ConvolutionAsGemmBlocking<T>
    where T : unmanaged
{
    // A gap between rows of weights, so that they do not share sets of the cache.
    private const int Gap = 16;
    private const int SharedSets = 4096;

    private const int LayoutRows = 16;

    // The bytes of the image rows that a row of windows covers. With vectors of 256 bits, more takes up
    // to half as long again (measured).
    private const int DirectBytes = 8 << 10;

    public ConvolutionAsGemmBlocking(ConvolutionAsGemm gemm)
    {
        Gemm = gemm;
        Direct = DirectTiles.Suits<T>(gemm);
        FilterLanes = Direct ? null : FilterLanesBlocking<T>.For(gemm);
        Outputs = OutputVectors<T>.Of(gemm.Outputs, gemm.Phases);
        AllTaps = checked(gemm.Channels * gemm.Taps.Length);
        Depth = FilterLanes is not null ? SumTree.Block : Math.Min(Math.Max(1, AllTaps), MostTaps());
        Channels = FilterLanes is not null ? gemm.Channels : ChannelsOf(Depth);
        Taps = gemm.Phases.InChannels(gemm.Taps, Channels);
        Slots = SumStep.Slots(AllTaps, Depth == SumTree.Block);
        Batched = FilterLanes is null && !Direct
            ? BatchedImages<T>.For(gemm, checked(Channels * gemm.Phases.Elements))
            : null;
        var inOrder = gemm.Weights.Length == gemm.Strides.Channel;
        WeightsInPlace = FilterLanes is null && inOrder
            && (gemm.Rows == 1 || gemm.Strides.Row * Unsafe.SizeOf<T>() % SharedSets != 0);
    }

    public ConvolutionAsGemm Gemm { get; }

    public OutputVectors<T> Outputs { get; }

    /// <summary>The layout with filters in lanes, which reads pixels in place; null for the other ways.</summary>
    public FilterLanesBlocking<T>? FilterLanes { get; }

    /// <summary>Whether pixels are read in place, with output positions in lanes.</summary>
    public bool Direct { get; }

    /// <summary>Images that are computed together; null where each is computed alone.</summary>
    public BatchedImages<T>? Batched { get; }

    /// <summary>The elements of a window in all channels: the terms of each sum.</summary>
    public int AllTaps { get; }

    /// <summary>The taps of a block. Its panel of packed pixels stays in the first-level cache.</summary>
    public int Depth { get; }

    /// <summary>The most channels that a block of taps reaches into.</summary>
    public int Channels { get; }

    /// <summary>The offsets of the taps of these channels in their phases.</summary>
    public int[] Taps { get; }

    /// <summary>The number of slots for partial sums, see <see cref="SumStep"/>.</summary>
    public int Slots { get; }

    /// <summary>
    /// Whether weights are read in place. Otherwise a stage lays them out first, in the order in which they are used.
    /// </summary>
    public bool WeightsInPlace { get; }

    /// <summary>The distance between rows of weights, unless filters are in lanes.</summary>
    public nint WeightRow =>
        WeightsInPlace ? Gemm.Strides.Row : Whole(Gemm.Channels * Gemm.Taps.Length) + Gap;

    /// <summary>The distance between the weights of neighbouring groups.</summary>
    public nint WeightGroup =>
        FilterLanes is { } filterLanes ? (nint)filterLanes.AllVectors * Registers<T>.Width * AllTaps
        : WeightsInPlace ? Gemm.Strides.Group
        : Gemm.Rows * WeightRow;

    /// <summary>
    /// Elements of a packed panel, or of a strip of results with filters in lanes before it is transposed.
    /// </summary>
    public int PanelElements =>
        FilterLanes is { } filterLanes ? Whole((long)FilterLanesBlocking<T>.StripRows(Gemm.Outputs) * Gemm.Outputs.Width
            * filterLanes.Vectors * Registers<T>.Width)
        : Direct ? 0
        : Whole((long)Depth * Math.Max(Outputs.Panels.WidestPanel, Batched?.Outputs.Panels.WidestPanel ?? 0));

    /// <summary>Elements of the phases of a block of channels, for all images of a batch.</summary>
    public int PhaseElements => Gemm.Phases.IsImage && Batched is null ? 0
        : Whole((long)(Batched?.Images ?? 1) * Channels * Gemm.Phases.Elements) + Gap;

    /// <summary>Elements of the results of a batch before they are copied to the target.</summary>
    public int WaitingElements => Batched is null ? 0 : checked(Gemm.Rows * Batched.Row);

    /// <summary>
    /// Elements of a slot of partial sums: of a strip if filters are in lanes, else of a batch of images.
    /// </summary>
    public int SlotElements => FilterLanes is not null ? PanelElements
        : checked(Gemm.Rows * Math.Max(Gemm.Outputs.Area, Batched?.Row ?? 0));

    /// <summary>Elements of scratch that a thread needs.</summary>
    public int ScratchElements =>
        checked(PanelElements + PhaseElements + WaitingElements + ((Slots - 1) * SlotElements));

    /// <summary>
    /// The parts in which the weights of a group are laid out: panels of filters, or rows that share cache lines.
    /// </summary>
    public int LayoutParts => FilterLanes?.Panels ?? (Gemm.Rows + LayoutRows - 1) / LayoutRows;

    /// <summary>Lays out one part of the weights of a group.</summary>
    public unsafe void LayOut(T* weights, nint group, int part, T* target)
    {
        weights += group * Gemm.Strides.Group;
        target += group * WeightGroup;
        if (FilterLanes is { } filterLanes)
        {
            LayOut(weights, filterLanes, part, target);
            return;
        }

        nint first = part * LayoutRows;
        LayOut(weights + (first * Gemm.Strides.Row), Math.Min(LayoutRows, Gemm.Rows - (int)first),
            target + (first * WeightRow), WeightRow, 1);
    }

    // A panel of filters side by side. Unused lanes get zero weights.
    private unsafe void LayOut(T* weights, in FilterLanesBlocking<T> filterLanes, int panel, T* target)
    {
        var first = panel * filterLanes.Vectors * Registers<T>.Width;
        var width =
            Math.Min(filterLanes.Vectors * Registers<T>.Width, (filterLanes.AllVectors * Registers<T>.Width) - first);
        var rows = Math.Min(width, Gemm.Rows - first);
        target += (nint)first * AllTaps;
        weights += first * Gemm.Strides.Row;
        if (rows < width) new Span<T>(target, width * AllTaps).Clear();
        var taps = Gemm.Weights.Length;
        if (!Gemm.TakesAllWeights)
        {
            LayOut(weights, rows, target, 1, width);
        }
        else if (Gemm.Strides.Channel == taps)
        {
            FilterTransposition.ToRows(weights, Gemm.Strides.Row, target, width, rows, AllTaps);
        }
        else
        {
            for (nint channel = 0; channel < Gemm.Channels; channel++)
                FilterTransposition.ToRows(weights + (channel * Gemm.Strides.Channel), Gemm.Strides.Row,
                    target + (channel * taps * width), width, rows, taps);
        }
    }

    // Channel by channel, since the weights of a row and channel are neighbours.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void LayOut(T* weights, int rows, T* target, nint rowStep, nint tapStep)
    {
        var taken = Gemm.Weights.AsSpan();
        var strides = Gemm.Strides;
        for (nint channel = 0; channel < Gemm.Channels; channel++, weights += strides.Channel,
            target += taken.Length * tapStep)
        {
            for (nint row = 0; row < rows; row++)
            {
                T* from = weights + (row * strides.Row), to = target + (row * rowStep);
                if (Gemm.TakesAllWeights && tapStep == 1)
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

    // Whole channels, unless one channel has more taps than a block.
    private int MostTaps()
    {
        var (taps, width) = (Gemm.Taps, Gemm.Phases.Size.Width);
        var inPanel = MatrixBlocking<T>.TakesWholeBlocks ? SumTree.Block
            : MatrixPanels<T>.PanelBytes / (Outputs.Panels.WidestPanel * Unsafe.SizeOf<T>());
        if (Direct && !Registers<T>.AreMany && !taps.IsEmpty)
        {
            var rowBytes = taps.Select(tap => tap / width).Distinct().Count() * width * Unsafe.SizeOf<T>();
            inPanel = Math.Min(inPanel, Math.Max(1, DirectBytes / rowBytes) * taps.Length);
        }

        var most = Math.Clamp(inPanel, 1, SumTree.Block);
        return most == SumTree.Block || most < taps.Length || taps.IsEmpty ? most : most / taps.Length * taps.Length;
    }

    // A block that begins within a channel may reach into one channel more.
    private int ChannelsOf(int steps)
    {
        var taps = Math.Max(1, Gemm.Taps.Length);
        var most = steps % taps == 0 && AllTaps <= SumTree.Block ? steps / taps : ((taps + steps - 2) / taps) + 1;
        return Math.Clamp(most, 1, Math.Max(1, Gemm.Channels));
    }

    private static int Whole(long elements) => checked((int)((elements + Gap - 1) / Gap * Gap));
}
