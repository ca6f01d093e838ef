using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// The buffers of the gradients of a convolution that is fused with its pooling; the buffer of biases is −1 if their
/// gradient is not needed.
/// </summary>
internal readonly record struct PooledGradientBuffers(int Images, int Cotangents, int Chosen, int Sums, int Biases);

/// <summary>
/// The gradients of the weights and the bias of a convolution that is fused with its pooling, image by image.
/// </summary>
internal sealed unsafe class FusedConvolutionPoolGradientStage<T>(
    FusedConvolutionPoolBlocking fused, PooledGradientBuffers buffers) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"cotangents to the largest of 2 × 2; weights of the convolution of {fused.Shape.X} to {fused.Shape.Y}, "
        + $"images in {fused.Shape.Chunks} chunks{(buffers.Biases < 0 ? "" : ", bias")}";

    public override ImmutableArray<int> Sources => [buffers.Images, buffers.Cotangents, buffers.Chosen];

    public override ImmutableArray<int> Targets => buffers.Biases < 0 ? [buffers.Sums] : [buffers.Sums, buffers.Biases];

    public override StageCost Cost => ConvolutionCost.Pooled<T>(fused.Shape, buffers.Biases >= 0);

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => fused.Shape.Images;

    public override bool TakesImages => true;

    public override ImmutableArray<int> Cuts { get; } = fused.Shape.Cuts;

    public override int ScratchElements => fused.BackwardElements;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var pooled = (nint)fused.Shape.Filters * fused.Pooled.Area;
        var chunk = fused.Shape.ChunkOf(start);
        var first = fused.Shape.FirstImage(chunk);
        ConvolutionKernels.PoolBack(
            fused,
            end - start,
            (float*)workspace.Address(buffers.Images) + (start * fused.Shape.ImageElements),
            (float*)workspace.Address(buffers.Cotangents) + (start * pooled),
            (ulong*)workspace.Address(buffers.Chosen) + ((nint)start * fused.Pooled.Area * fused.Vectors),
            (float*)workspace.Address(buffers.Sums) + ((nint)chunk * fused.Sums),
            (start - first, fused.Shape.FirstImage(chunk + 1) - first),
            buffers.Biases < 0 ? null : (float*)workspace.Address(buffers.Biases) + ((nint)start * fused.Shape.Filters),
            (float*)workspace.Scratch(worker));
    }
}
