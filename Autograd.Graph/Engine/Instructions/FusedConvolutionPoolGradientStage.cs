using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// The buffers of the gradients of a convolution that was pooled at once; −1 for sums of the results that nobody asks
/// for.
/// </summary>
internal readonly record struct PooledGradientBuffers(int Images, int Cotangents, int Chosen, int Sums, int Biases);

/// <summary>
/// The gradients of the weights and the bias of a convolution that was pooled at once, image by image.
/// </summary>
internal sealed unsafe class FusedConvolutionPoolGradientStage<T>(
    FusedConvolutionPoolBlocking lanes, PooledGradientBuffers buffers) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"cotangents to the largest of 2 × 2; weights of the convolution of {lanes.Lengths.X} to {lanes.Lengths.Y}, "
        + $"images in {lanes.Lengths.Chunks} chunks{(buffers.Biases < 0 ? "" : ", bias")}";

    public override ImmutableArray<int> Sources => [buffers.Images, buffers.Cotangents, buffers.Chosen];

    public override ImmutableArray<int> Targets => buffers.Biases < 0 ? [buffers.Sums] : [buffers.Sums, buffers.Biases];

    public override PlanCost Cost => ConvolutionCost.Pooled<T>(lanes.Lengths, buffers.Biases >= 0);

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => lanes.Lengths.Images;

    public override bool TakesImages => true;

    public override ImmutableArray<int> Cuts { get; } = lanes.Lengths.Cuts;

    public override int ScratchElements => lanes.BackwardElements;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var pooled = (nint)lanes.Lengths.Filters * lanes.Pooled.Area;
        var chunk = lanes.Lengths.ChunkOf(start);
        var first = lanes.Lengths.FirstImage(chunk);
        ConvolutionKernels.PoolBack(
            lanes,
            end - start,
            (float*)frame.Address(buffers.Images) + (start * lanes.Lengths.ImageElements),
            (float*)frame.Address(buffers.Cotangents) + (start * pooled),
            (ulong*)frame.Address(buffers.Chosen) + ((nint)start * lanes.Pooled.Area * lanes.Vectors),
            (float*)frame.Address(buffers.Sums) + ((nint)chunk * lanes.Sums),
            (start - first, lanes.Lengths.FirstImage(chunk + 1) - first),
            buffers.Biases < 0 ? null : (float*)frame.Address(buffers.Biases) + ((nint)start * lanes.Lengths.Filters),
            (float*)frame.Scratch(worker));
    }
}
