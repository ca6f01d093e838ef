using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// The gradient of a convolution's weights, image by image, so that what an image gives is summed while it is in the
/// cache.
/// </summary>
/// <param name="blocks">What is taken at once.</param>
/// <param name="x">The images.</param>
/// <param name="y">The cotangents of the results.</param>
/// <param name="sums">The sums of the chunks, one after another.</param>
internal sealed unsafe class FilterGradientStage<T>(FilterGradientBlocking<T> blocks, int x, int y, int sums)
    : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"weights of the convolution of {blocks.Lengths.X} to {blocks.Lengths.Y}, images in {blocks.Lengths.Chunks} "
            + $"chunks";

    public override ImmutableArray<int> Sources => [x, y];

    public override ImmutableArray<int> Targets => [sums];

    public override PlanCost Cost => ConvolutionCost.Of<T>(blocks.Lengths);

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => blocks.Lengths.Images;

    public override bool TakesImages => true;

    public override ImmutableArray<int> Cuts { get; } = blocks.Lengths.Cuts;

    public override int ScratchElements => blocks.ScratchElements;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        // A part is a chunk, so all of these images are of one.
        var part = new FilterGradientPart(blocks.Lengths.ChunkOf(start), 0, 0);
        ConvolutionKernels.SumWeights(
            blocks, part, start, end, frame.Address(x), frame.Address(y), frame.Address(sums), frame.Scratch(worker));
    }
}
