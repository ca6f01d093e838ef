using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The shapes of a convolution and its two transposes, which share them: y[n, f] = Σ x[n, c] ∗ w[f, c].
/// </summary>
/// <param name="Geometry">How the windows lie on an image.</param>
/// <param name="Images">n: how many images.</param>
/// <param name="Groups">How many parts the channels and the filters fall into, which do not mix.</param>
/// <param name="Channels">Channels of a group of x.</param>
/// <param name="Filters">Filters of a group of w, and channels of a group of y.</param>
/// <param name="Image">Height and width of x.</param>
/// <param name="Output">Height and width of y: the output positions.</param>
internal sealed record ConvolutionShape(
    ConvolutionGeometry Geometry, int Images, int Groups, int Channels, int Filters, Size2D Image, Size2D Output)
{
    // Partial sums of all chunks together are no more than this many elements for a group.
    private const int MostPartialSums = 1 << 18;
    private const int MostChunks = 12;

    /// <summary>The shape of x.</summary>
    public Shape X => Shape.Of(Images, Groups * Channels, Image.Height, Image.Width);

    /// <summary>The shape of w.</summary>
    public Shape W => Shape.Of(Groups * Filters, Channels, Geometry.Size.Height, Geometry.Size.Width);

    /// <summary>The shape of y.</summary>
    public Shape Y => Shape.Of(Images, Groups * Filters, Output.Height, Output.Width);

    /// <summary>The elements of an image of x.</summary>
    public nint ImageElements => (nint)Groups * Channels * Image.Area;

    /// <summary>The elements of what an image gives in y.</summary>
    public nint ResultElements => (nint)Groups * Filters * Output.Area;

    /// <summary>The elements of x that an element of y is made of.</summary>
    public int Taps => checked(Channels * Geometry.Size.Area);

    /// <summary>Into how many runs of images the sum of the weights' gradient is divided.</summary>
    public int Chunks => Math.Clamp(
        MostPartialSums / (int)Math.Clamp((long)Filters * Taps, 1, int.MaxValue), 1, Math.Clamp(Images, 1, MostChunks));

    /// <summary>Whether the images fall into the largest number of chunks allowed.</summary>
    public bool HasMostChunks => Images > 0 && Chunks == Math.Min(Images, MostChunks);

    /// <summary>The first image of a chunk; that of the one after the last is the number of images.</summary>
    public int FirstImage(int chunk) => (int)((long)chunk * Images / Chunks);

    /// <summary>The chunk of an image.</summary>
    public int ChunkOf(int image)
    {
        var chunk = 0;
        while (FirstImage(chunk + 1) <= image) chunk++;
        return chunk;
    }

    /// <summary>The first images of all chunks, and the number of images.</summary>
    public ImmutableArray<int> Cuts => [.. Enumerable.Range(0, Chunks + 1).Select(FirstImage)];

    /// <summary>Lines of a row of output positions: one, or more where the row is longer than a block.</summary>
    public int LinesPerRow => SumTree.Blocks(Output.Width);

    /// <summary>Lines of output positions of an image.</summary>
    public int ImageLines => checked(Output.Height * LinesPerRow);

    /// <summary>
    /// Lines of output positions that make a block in the sums of the filter gradient: as long as a block at most.
    /// </summary>
    public int LinesPerBlock => Math.Max(1, SumTree.Block / Output.Width);

    /// <summary>Multiply-adds of each of the three operations, zeros around the image included.</summary>
    public long MultiplyAdds => (long)Images * Groups * Filters * Taps * Output.Area;

    /// <summary>The shapes for images x and weights w.</summary>
    /// <exception cref="ShapeException">They do not fit.</exception>
    public static ConvolutionShape Of(
        string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows, int groups, Shape x, Shape w)
    {
        if (x.Rank != 4)
        {
            throw WindowErrors.NotImages(
                name, inputs, x, sequences: "give weights of three axes, [filters, channels, length]");
        }

        if (w.Rank != 4) throw WindowErrors.NotWeights(name, inputs, w);
        if (groups < 1 || x[1] % groups != 0 || w[0] % groups != 0)
        {
            throw WindowErrors.NotGroups(name, inputs, groups, x[1], w[0]);
        }

        if (w[1] != x[1] / groups) throw WindowErrors.OtherChannels(name, inputs, groups, x, w);
        if ((Size2D)(w[2], w[3]) != windows.Size)
        {
            throw ShapeException.For(name, inputs, $"the filters are {w[2]} × {w[3]}, the windows "
                + $"{windows.Size.Height} × {windows.Size.Width}",
                "use the function Convolution, which takes the windows from the filters");
        }

        return new(
            windows, x[0], groups, w[1], w[0] / groups, (x[2], x[3]), windows.Fitted(name, inputs, (x[2], x[3])));
    }

    /// <summary>Throws unless the result's shape is the one that it has to be.</summary>
    public void ExpectPlaces(string name, ImmutableArray<Expr> inputs, Shape y)
    {
        if (y == Y) return;
        var fix = y[0] == Y[0] && y[1] == Y[1] ? null : "images, weights and results must belong to one convolution";
        throw WindowErrors.OtherPlaces(name, inputs, Geometry, Image, Y, y, fix);
    }

    /// <summary>
    /// The elements of one of the three operands, by image or filter, channel, row and column; 0 outside.
    /// </summary>
    public static T At<T>(
        ImmutableArray<T> elements, Shape shape, int first, int second, int row, int column, T zero) =>
        (uint)row >= (uint)shape[2] || (uint)column >= (uint)shape[3] ? zero
            : elements[(((((first * shape[1]) + second) * shape[2]) + row) * shape[3]) + column];
}
