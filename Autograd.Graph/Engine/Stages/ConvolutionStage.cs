using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>The buffers of a convolution or of its transpose.</summary>
internal readonly record struct ConvolutionBuffers(int Source, int Weights, int Target);

/// <summary>A convolution, image by image.</summary>
internal sealed unsafe class ConvolutionStage<T> : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionBuffers _buffers;
    private readonly ConvolutionAsGemmBlocking<T> _blocks;

    public ConvolutionStage(ConvolutionShape shape, ConvolutionAsGemmBlocking<T> blocks, ConvolutionBuffers buffers)
    {
        (_shape, _buffers, _blocks) = (shape, buffers, blocks);
        Cost = ConvolutionCost.Of<T>(shape);
    }

    public override string Description => $"convolution of {_shape.X} with {_shape.W}";

    public override ImmutableArray<int> Sources => [_buffers.Source, _buffers.Weights];

    public override ImmutableArray<int> Targets => [_buffers.Target];

    public override StageCost Cost { get; }

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => _shape.Images;

    public override bool TakesImages => true;

    public override int ScratchElements => _blocks.ScratchElements;

    public override bool ReadsByRow(int source) => source == _buffers.Source && source != _buffers.Weights;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        ConvolutionKernels.Gather(
            _blocks,
            _shape.Groups,
            end - start,
            workspace.Address(_buffers.Source) + (start * _shape.ImageElements),
            workspace.Address(_buffers.Weights),
            workspace.Address(_buffers.Target) + (start * _shape.ResultElements),
            _shape.Output.Area,
            workspace.Scratch(worker));
    }
}
