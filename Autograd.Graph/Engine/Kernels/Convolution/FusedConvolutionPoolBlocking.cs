using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// A convolution of few channels with its filters side by side in the lanes of a few vectors: what windows show is
/// then read where it lies, a pixel at a time, and pooling compares whole vectors. The results stay in the
/// first-level cache.
/// </summary>
internal sealed class FusedConvolutionPoolBlocking
{
    /// <summary>Vectors whose filters a tile takes at once.</summary>
    public const int PanelVectors = 2;

    /// <summary>Element i of a block of a plane goes to lane i mod 16, as in every sum.</summary>
    public const int SumLanes = SumTree.Lanes;

    private const int MostTaps = 128;
    private const int FewestFilters = 8;
    private const int MostFilters = 32;

    // Results of as many places stay in the first-level cache.
    private const int BlockPlaces = 192;

    public FusedConvolutionPoolBlocking(ConvolutionShape lengths)
    {
        Lengths = lengths;
        (Planes, var taps) = ConvolutionAsGemm.Shown(lengths);
        Vectors = (lengths.Filters + Width - 1) / Width;
        Row = Vectors * Width;
        Pooled = (lengths.Output.Height / 2, lengths.Output.Width / 2);
        var all = Planes.InChannels(taps, lengths.Channels);
        TapTile = TapTiles.SizeFor(all.Length);
        Taps = TapTiles.Whole(all, TapTile);
        RowsPerBlock = Math.Max(1, BlockPlaces / (2 * lengths.Output.Width));
    }

    /// <summary>Floats of a vector.</summary>
    public static int Width => MatrixPanels<float>.Width;

    /// <summary>Places that a tile computes at once.</summary>
    public static int TilePlaces => MatrixPanels<float>.Accumulators / PanelVectors;

    public ConvolutionShape Lengths { get; }

    public ImagePhases Planes { get; }

    /// <summary>Vectors that hold a number for each filter.</summary>
    public int Vectors { get; }

    /// <summary>Elements of them.</summary>
    public int Row { get; }

    /// <summary>Elements of a window that a tile of the weights' gradient takes at once.</summary>
    public int TapTile { get; }

    /// <summary>Where the first place finds each element of a window, up to whole tiles of them.</summary>
    public int[] Taps { get; }

    /// <summary>Rows of pooled windows that are taken at once.</summary>
    public int RowsPerBlock { get; }

    /// <summary>Rows and columns after pooling.</summary>
    public Size2D Pooled { get; }

    /// <summary>Elements of the planes of an image, with a vector to spare.</summary>
    public int PlaneElements =>
        Planes.IsImage ? 0 : checked((((Lengths.Channels * Planes.Elements) + Width) / Width * Width) + Width);

    /// <summary>
    /// Elements of memory that a thread needs: weights, two rows of results, the pooled image, and the planes.
    /// </summary>
    public int ForwardElements => ((Lengths.Taps + 1 + (2 * Lengths.Output.Width) + Pooled.Area) * Row) + PlaneElements;

    /// <summary>
    /// Elements of memory for the way back: cotangents of an image, of a block of results, their sums, and the planes.
    /// </summary>
    public int BackwardElements =>
        ((Pooled.Area + (RowsPerBlock * 2 * Lengths.Output.Width) + SumLanes + SumSlots) * Row) + PlaneElements;

    /// <summary>The slots of a sum over the places of an image.</summary>
    public int SumSlots => SumStep.Slots(Lengths.Output.Area, takesWholeBlocks: true);

    /// <summary>Elements of the sums of one chunk of images.</summary>
    public int Sums => Taps.Length * Row;

    /// <summary>Whether a convolution followed by pooling of windows of 2 × 2 that tile its results is such.</summary>
    public static bool Suits<T>(ConvolutionShape lengths, ConvolutionGeometry pool) =>
        typeof(T) == typeof(float) && pool is { Size: (2, 2), Stride: (2, 2), Padding: (0, 0), Dilation: (1, 1) }
            && Width >= FewestFilters && lengths is
            {
                Groups: 1, Filters: >= FewestFilters and <= MostFilters, Taps: > 0 and <= MostTaps, HasMostChunks: true
            }
        && lengths.Geometry.Stride == 1 && lengths.Output.Width >= TilePlaces && lengths.Output.Width % 2 == 0
        && lengths.Output.Height % 2 == 0;

    /// <summary>Zeros where nothing of an image will lie.</summary>
    public unsafe void Clear(float* memory)
    {
        if (!Planes.IsImage) Planes.Clear(memory, Lengths.Channels);
    }

    /// <summary>The planes of an image: the image itself, or laid out in memory of a thread.</summary>
    public unsafe float* LayOut(float* image, float* memory)
    {
        if (Planes.IsImage) return image;
        Planes.LayOut(image, memory, Lengths.Channels);
        return memory;
    }
}
