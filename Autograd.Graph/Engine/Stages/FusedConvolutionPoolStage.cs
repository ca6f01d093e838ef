using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>The buffers of a convolution that is fused with its pooling; −1 without bias.</summary>
internal readonly record struct PooledBuffers(int Images, int Weights, int Bias, int Pooled, int Chosen);

/// <summary>A convolution of few channels, its bias and max pooling, image by image.</summary>
internal sealed unsafe class FusedConvolutionPoolStage<T>(FusedConvolutionPoolBlocking fused, PooledBuffers buffers)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"convolution of {fused.Shape.X} with {fused.Shape.W}{(buffers.Bias < 0 ? "" : ", bias")}"
        + ", largest of 2 × 2";

    public override ImmutableArray<int> Sources =>
        buffers.Bias < 0 ? [buffers.Images, buffers.Weights] : [buffers.Images, buffers.Weights, buffers.Bias];

    public override ImmutableArray<int> Targets => [buffers.Pooled, buffers.Chosen];

    public override StageCost Cost => ConvolutionCost.Pooled<T>(fused.Shape, buffers.Bias >= 0);

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => fused.Shape.Images;

    public override bool TakesImages => true;

    public override int ScratchElements => fused.ForwardElements;

    public override bool ReadsByRow(int source) =>
        source == buffers.Images && source != buffers.Weights && source != buffers.Bias;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var pooled = (nint)fused.Shape.Filters * fused.Pooled.Area;
        ConvolutionKernels.Pool(
            fused,
            end - start,
            (float*)workspace.Address(buffers.Images) + (start * fused.Shape.ImageElements),
            (float*)workspace.Address(buffers.Weights),
            buffers.Bias < 0 ? null : (float*)workspace.Address(buffers.Bias),
            (float*)workspace.Address(buffers.Pooled) + (start * pooled),
            (ulong*)workspace.Address(buffers.Chosen) + ((nint)start * fused.Pooled.Area * fused.Vectors),
            (float*)workspace.Scratch(worker));
    }
}
