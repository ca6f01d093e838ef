using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// The gradient of a convolution's weights, the sums of each chunk of images on their own: a part for each chunk, group
/// and block of channels.
/// </summary>
/// <param name="blocks">What is taken at once.</param>
/// <param name="x">The images.</param>
/// <param name="y">The cotangents of the results.</param>
/// <param name="sums">The sums of the chunks, one after another.</param>
internal sealed unsafe class FilterGradientInstruction<T>(FilterGradientBlocking<T> blocks, int x, int y, int sums)
    : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"weights of the convolution of {blocks.Lengths.X} to {blocks.Lengths.Y}, images in {blocks.Lengths.Chunks} "
            + $"chunks";

    public override ImmutableArray<int> Buffers => [x, y, sums];

    public override ImmutableArray<int> Targets => [sums];

    public override PlanCost Cost => ConvolutionCost.Of<T>(blocks.Lengths);

    public override int Parts => blocks.Parts;

    public override int ScratchElements => blocks.ScratchElements;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        for (var part = start; part < end; part++)
        {
            var of = new FilterGradientPart(part / blocks.ChannelBlocks / blocks.GroupBlocks,
                part / blocks.ChannelBlocks % blocks.GroupBlocks, part % blocks.ChannelBlocks);
            var (first, last) = (blocks.Lengths.FirstImage(of.Chunk), blocks.Lengths.FirstImage(of.Chunk + 1));
            ConvolutionKernels.SumWeights(blocks, of, first, last, frame.Address(x), frame.Address(y),
                frame.Address(sums), frame.Scratch(worker));
        }
    }
}
