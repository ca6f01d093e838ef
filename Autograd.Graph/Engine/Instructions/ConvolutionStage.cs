using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// The buffers of a convolution or of its transpose: what windows show or take, the weights, and what is computed.
/// </summary>
internal readonly record struct ConvolutionBuffers(int Source, int Weights, int Target);

/// <summary>A convolution, image by image.</summary>
internal sealed unsafe class ConvolutionStage<T> : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape _lengths;
    private readonly ConvolutionBuffers _buffers;
    private readonly ConvolutionAsGemmBlocking<T> _blocks;

    public ConvolutionStage(ConvolutionShape lengths, ConvolutionAsGemmBlocking<T> blocks, ConvolutionBuffers buffers)
    {
        (_lengths, _buffers, _blocks) = (lengths, buffers, blocks);
        Cost = ConvolutionCost.Of<T>(lengths);
    }

    public override string Description => $"convolution of {_lengths.X} with {_lengths.W}";

    public override ImmutableArray<int> Sources => [_buffers.Source, _buffers.Weights];

    public override ImmutableArray<int> Targets => [_buffers.Target];

    public override PlanCost Cost { get; }

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => _lengths.Images;

    public override bool TakesImages => true;

    public override int ScratchElements => _blocks.ScratchElements;

    public override bool ReadsByRow(int source) => source == _buffers.Source && source != _buffers.Weights;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        ConvolutionKernels.Gather(
            _blocks,
            _lengths.Groups,
            end - start,
            frame.Address(_buffers.Source) + (start * _lengths.ImageElements),
            frame.Address(_buffers.Weights),
            frame.Address(_buffers.Target) + (start * _lengths.ResultElements),
            _lengths.Output.Area,
            frame.Scratch(worker));
    }
}
