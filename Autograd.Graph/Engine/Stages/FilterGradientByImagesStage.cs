using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// The filter gradient of a convolution, image by image, so that an image and its cotangents are summed while they are
/// in the cache.
/// </summary>
/// <param name="blocks">The blocking.</param>
/// <param name="x">The images.</param>
/// <param name="y">The cotangents of the results.</param>
/// <param name="sums">The sums of the chunks, one after another.</param>
internal sealed unsafe class FilterGradientByImagesStage<T>(FilterGradientBlocking<T> blocks, int x, int y, int sums)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"weights of the convolution of {blocks.Shape.X} to {blocks.Shape.Y}, images in {blocks.Shape.Chunks} "
            + $"chunks";

    public override ImmutableArray<int> Sources => [x, y];

    public override ImmutableArray<int> Targets => [sums];

    public override StageCost Cost => ConvolutionCost.Of<T>(blocks.Shape);

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => blocks.Shape.Images;

    public override bool TakesImages => true;

    public override ImmutableArray<int> Cuts { get; } = blocks.Shape.Cuts;

    public override int ScratchElements => blocks.ScratchElements;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        // All these images belong to one chunk, since parts are chunks.
        var part = new FilterGradientPart(blocks.Shape.ChunkOf(start), 0, 0);
        ConvolutionKernels.SumWeights(
            blocks, part, start, end, workspace.Address(x), workspace.Address(y), workspace.Address(sums),
            workspace.Scratch(worker));
    }
}
