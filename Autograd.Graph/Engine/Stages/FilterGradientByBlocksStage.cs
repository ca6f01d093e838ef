using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// The filter gradient of a convolution in independent parts: for each chunk of images, group and block of channels.
/// </summary>
/// <param name="blocks">The blocking.</param>
/// <param name="x">The images.</param>
/// <param name="y">The cotangents of the results.</param>
/// <param name="sums">The sums of the chunks, one after another.</param>
internal sealed unsafe class FilterGradientByBlocksStage<T>(FilterGradientBlocking<T> blocks, int x, int y, int sums)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"weights of the convolution of {blocks.Shape.X} to {blocks.Shape.Y}, images in {blocks.Shape.Chunks} "
            + $"chunks";

    public override ImmutableArray<int> Sources => [x, y];

    public override ImmutableArray<int> Targets => [sums];

    public override StageCost Cost => ConvolutionCost.Of<T>(blocks.Shape);

    // Its rows are the parts of the work.
    public override int Rows => blocks.Parts;

    public override int? RowsPerPart => 1;

    public override int ScratchElements => blocks.ScratchElements;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        for (var part = start; part < end; part++)
        {
            var of = new FilterGradientPart(part / blocks.ChannelBlocks / blocks.GroupBlocks,
                part / blocks.ChannelBlocks % blocks.GroupBlocks, part % blocks.ChannelBlocks);
            var (first, last) = (blocks.Shape.FirstImage(of.Chunk), blocks.Shape.FirstImage(of.Chunk + 1));
            ConvolutionKernels.SumWeights(blocks, of, first, last, workspace.Address(x), workspace.Address(y),
                workspace.Address(sums), workspace.Scratch(worker));
        }
    }
}
