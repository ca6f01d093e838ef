using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Neighbouring places of an image that are taken into the sums of a chunk of images in one pass.</summary>
/// <param name="Top">The row of the first place.</param>
/// <param name="Left">Its column.</param>
/// <param name="Places">Rows of places and places of a row.</param>
/// <param name="Sum">Where the sums are left.</param>
internal readonly record struct OutputStep(int Top, int Left, Size2D Places, SumStep Sum)
{
    /// <summary>The step that begins with a line of an image.</summary>
    /// <param name="lengths">The convolution.</param>
    /// <param name="image">The image, counted from the first of its chunk.</param>
    /// <param name="images">Images of the chunk.</param>
    /// <param name="line">The line of the image.</param>
    /// <param name="most">The most lines that are taken in one pass.</param>
    public static OutputStep At(ConvolutionShape lengths, int image, int images, int line, int most)
    {
        var lines = lengths.ImageLines;
        var step = SumStep.At(images * lines, (image * lines) + line, Math.Min(most, lines - line),
            lengths.LinesPerBlock);
        var (top, left) = (line / lengths.LinesPerRow, line % lengths.LinesPerRow * SumTree.Block);
        Size2D places = lengths.LinesPerRow == 1
            ? (step.Length, lengths.Output.Width)
            : (1, Math.Min(SumTree.Block, lengths.Output.Width - left));
        return new(top, left, places, step);
    }

    /// <summary>The first place, row by row.</summary>
    public nint First(Size2D places) => ((nint)Top * places.Width) + Left;

    /// <summary>The slots of the sums of a chunk.</summary>
    public static int Slots(ConvolutionShape lengths)
    {
        var images = (lengths.Images + lengths.Chunks - 1) / lengths.Chunks;
        return SumStep.Slots(images * lengths.ImageLines, takesWholeBlocks: lengths.LinesPerBlock == 1,
            lengths.LinesPerBlock);
    }
}
