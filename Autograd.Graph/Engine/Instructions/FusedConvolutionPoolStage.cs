using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>The buffers of a convolution that is pooled at once; −1 for a bias that there is not.</summary>
internal readonly record struct PooledBuffers(int Images, int Weights, int Bias, int Pooled, int Chosen);

/// <summary>A convolution of few channels, its bias and max pooling, image by image.</summary>
internal sealed unsafe class FusedConvolutionPoolStage<T>(FusedConvolutionPoolBlocking lanes, PooledBuffers buffers)
    : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"convolution of {lanes.Lengths.X} with {lanes.Lengths.W}{(buffers.Bias < 0 ? "" : ", bias")}"
        + ", largest of 2 × 2";

    public override ImmutableArray<int> Sources =>
        buffers.Bias < 0 ? [buffers.Images, buffers.Weights] : [buffers.Images, buffers.Weights, buffers.Bias];

    public override ImmutableArray<int> Targets => [buffers.Pooled, buffers.Chosen];

    public override PlanCost Cost => ConvolutionCost.Pooled<T>(lanes.Lengths, buffers.Bias >= 0);

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => lanes.Lengths.Images;

    public override bool TakesImages => true;

    public override int ScratchElements => lanes.ForwardElements;

    public override bool ReadsByRow(int source) =>
        source == buffers.Images && source != buffers.Weights && source != buffers.Bias;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var pooled = (nint)lanes.Lengths.Filters * lanes.Pooled.Area;
        ConvolutionKernels.Pool(
            lanes,
            end - start,
            (float*)frame.Address(buffers.Images) + (start * lanes.Lengths.ImageElements),
            (float*)frame.Address(buffers.Weights),
            buffers.Bias < 0 ? null : (float*)frame.Address(buffers.Bias),
            (float*)frame.Address(buffers.Pooled) + (start * pooled),
            (ulong*)frame.Address(buffers.Chosen) + ((nint)start * lanes.Pooled.Area * lanes.Vectors),
            (float*)frame.Scratch(worker));
    }
}
