using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The blocking of a convolution of few channels that is fused with its pooling. Filters lie side by side in the lanes
/// of a few vectors, pixels are read in place, one at a time, and pooling compares whole vectors. The results stay in
/// the first-level cache.
/// </summary>
internal sealed class FusedConvolutionPoolBlocking
{
    /// <summary>The vectors of a tile.</summary>
    public const int PanelVectors = 2;

    /// <summary>Element i of a block goes to lane i mod 16, as in every sum.</summary>
    public const int SumLanes = SumTree.Lanes;

    private const int MostTaps = 128;
    private const int FewestFilters = 8;
    private const int MostFilters = 32;

    // The results of a block of this many output positions stay in the first-level cache.
    private const int BlockOutputs = 192;

    public FusedConvolutionPoolBlocking(ConvolutionShape shape)
    {
        Shape = shape;
        (Phases, var taps) = ConvolutionAsGemm.PhasesOf(shape);
        Vectors = (shape.Filters + Width - 1) / Width;
        Row = Vectors * Width;
        Pooled = (shape.Output.Height / 2, shape.Output.Width / 2);
        var all = Phases.InChannels(taps, shape.Channels);
        TapTile = TapTiles.SizeFor(all.Length);
        Taps = TapTiles.Whole(all, TapTile);
        RowsPerBlock = Math.Max(1, BlockOutputs / (2 * shape.Output.Width));
    }

    /// <summary>The floats of a vector.</summary>
    public static int Width => Registers<float>.Width;

    /// <summary>The output positions of a tile.</summary>
    public static int TileOutputs => Registers<float>.Accumulators / PanelVectors;

    public ConvolutionShape Shape { get; }

    public ImagePhases Phases { get; }

    /// <summary>Vectors that hold a number for each filter.</summary>
    public int Vectors { get; }

    /// <summary>Elements of these vectors.</summary>
    public int Row { get; }

    /// <summary>The taps of a tile of the filter gradient.</summary>
    public int TapTile { get; }

    /// <summary>The offset of each tap, padded to whole tiles.</summary>
    public int[] Taps { get; }

    /// <summary>Rows of pooled windows in a block.</summary>
    public int RowsPerBlock { get; }

    /// <summary>Rows and columns after pooling.</summary>
    public Size2D Pooled { get; }

    /// <summary>Elements of the phases of an image, with a vector to spare.</summary>
    public int PhaseElements =>
        Phases.IsImage ? 0 : checked((((Shape.Channels * Phases.Elements) + Width) / Width * Width) + Width);

    /// <summary>Scratch of the forward pass: weights, two rows of results, the pooled image, and the phases.</summary>
    public int ForwardElements => ((Shape.Taps + 1 + (2 * Shape.Output.Width) + Pooled.Area) * Row) + PhaseElements;

    /// <summary>
    /// Scratch of the gradient: cotangents of a pooled image and of a block of results, their sums, and the phases.
    /// </summary>
    public int BackwardElements =>
        ((Pooled.Area + (RowsPerBlock * 2 * Shape.Output.Width) + SumLanes + SumSlots) * Row) + PhaseElements;

    /// <summary>The number of slots of a sum over the output positions of an image.</summary>
    public int SumSlots => SumStep.Slots(Shape.Output.Area, takesWholeBlocks: true);

    /// <summary>Elements of the sums of one chunk of images.</summary>
    public int Sums => Taps.Length * Row;

    /// <summary>
    /// Whether a convolution and its pooling can be fused: windows of 2 × 2 that tile the results, and few enough
    /// filters and taps.
    /// </summary>
    public static bool Suits<T>(ConvolutionShape shape, ConvolutionGeometry pool) =>
        typeof(T) == typeof(float) && pool is { Size: (2, 2), Stride: (2, 2), Padding: (0, 0), Dilation: (1, 1) }
            && Width >= FewestFilters && shape is
            {
                Groups: 1, Filters: >= FewestFilters and <= MostFilters, Taps: > 0 and <= MostTaps, HasMostChunks: true
            }
        && shape.Geometry.Stride == 1 && shape.Output.Width >= TileOutputs && shape.Output.Width % 2 == 0
        && shape.Output.Height % 2 == 0;

    /// <summary>Clears the padding around images.</summary>
    public unsafe void Clear(float* memory)
    {
        if (!Phases.IsImage) Phases.Clear(memory, Shape.Channels);
    }

    /// <summary>The phases of an image: the image itself, or its copy in scratch.</summary>
    public unsafe float* LayOut(float* image, float* memory)
    {
        if (Phases.IsImage) return image;
        Phases.LayOut(image, memory, Shape.Channels);
        return memory;
    }
}
