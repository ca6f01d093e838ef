using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>Neighbouring output positions of an image that are added to the sums of a chunk in one pass.</summary>
/// <param name="Top">The row of the first output position.</param>
/// <param name="Left">The column of the first output position.</param>
/// <param name="Outputs">Rows and columns of output positions.</param>
/// <param name="Sum">The slots of the sums.</param>
internal readonly record struct OutputStep(int Top, int Left, Size2D Outputs, SumStep Sum)
{
    /// <summary>The step that begins with a line of an image.</summary>
    /// <param name="shape">The convolution.</param>
    /// <param name="image">The number of the image in its chunk.</param>
    /// <param name="images">The number of images of the chunk.</param>
    /// <param name="line">The line of the image.</param>
    /// <param name="most">The most lines of a step.</param>
    public static OutputStep At(ConvolutionShape shape, int image, int images, int line, int most)
    {
        var lines = shape.ImageLines;
        var step = SumStep.At(images * lines, (image * lines) + line, Math.Min(most, lines - line),
            shape.LinesPerBlock);
        var (top, left) = (line / shape.LinesPerRow, line % shape.LinesPerRow * SumTree.Block);
        Size2D outputs = shape.LinesPerRow == 1
            ? (step.Length, shape.Output.Width)
            : (1, Math.Min(SumTree.Block, shape.Output.Width - left));
        return new(top, left, outputs, step);
    }

    /// <summary>The number of the first output position, row by row.</summary>
    public nint First(Size2D outputs) => ((nint)Top * outputs.Width) + Left;

    /// <summary>The number of slots for the sums of a chunk.</summary>
    public static int Slots(ConvolutionShape shape)
    {
        var images = (shape.Images + shape.Chunks - 1) / shape.Chunks;
        return SumStep.Slots(images * shape.ImageLines, takesWholeBlocks: shape.LinesPerBlock == 1,
            shape.LinesPerBlock);
    }
}
