using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// The transpose of a convolution, image by image: each phase of the image alone, then all phases interleaved.
/// </summary>
internal sealed unsafe class TransposedConvolutionStage<T> : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape _shape;
    private readonly ConvolutionBuffers _buffers;
    private readonly ImmutableArray<ConvolutionAsGemmBlocking<T>> _parts;
    private readonly ImmutableArray<bool> _rowsAreEmpty;

    public TransposedConvolutionStage(
        ConvolutionShape shape, ImmutableArray<ConvolutionAsGemmBlocking<T>> parts, ConvolutionBuffers buffers)
    {
        (_shape, _parts, _buffers) = (shape, parts, buffers);
        Cost = ConvolutionCost.Of<T>(shape);
        var geometry = shape.Geometry;
        // For each phase of rows, whether no window covers any of them.
        _rowsAreEmpty = [.. Enumerable.Range(0, geometry.Stride.Height).Select(row =>
            !Enumerable.Range(0, geometry.Size.Height).Any(element =>
                (row + geometry.Padding.Height - (element * geometry.Dilation.Height)) % geometry.Stride.Height == 0))];
    }

    public override string Description => $"transposed convolution of {_shape.Y} with {_shape.W}";

    public override ImmutableArray<int> Sources => [_buffers.Source, _buffers.Weights];

    public override ImmutableArray<int> Targets => [_buffers.Target];

    public override StageCost Cost { get; }

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => _shape.Images;

    public override bool TakesImages => true;

    public override int ScratchElements =>
        Math.Max(_shape.Image.Area, _parts.Select(part => part.ScratchElements).DefaultIfEmpty(0).Max());

    public override bool ReadsByRow(int source) => source == _buffers.Source && source != _buffers.Weights;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        T* source = workspace.Address(_buffers.Source) + (start * _shape.ResultElements),
        target = workspace.Address(_buffers.Target) + (start * _shape.ImageElements),
        scratch = workspace.Scratch(worker);
        var weights = workspace.Address(_buffers.Weights);
        foreach (var part in _parts)
        {
            if (!IsEmpty(part))
            {
                ConvolutionKernels.Gather(
                    part, _shape.Groups, end - start, source, weights, target, _shape.Image.Area, scratch);
            }

            weights += _shape.Groups * part.WeightGroup;
        }

        if (_parts.Length == 1) return;
        foreach (var part in _parts)
        {
            if (IsEmpty(part)) new Span<T>(scratch + part.Gemm.Target, part.Gemm.Outputs.Area).Clear();
        }

        for (nint plane = 0; plane < (nint)(end - start) * _shape.Groups * _shape.Channels; plane++)
        {
            Interleave(target + (plane * _shape.Image.Area), scratch);
        }
    }

    // Among several parts, one that no window covers is zero.
    private bool IsEmpty(ConvolutionAsGemmBlocking<T> part) => _parts.Length > 1 && part.Gemm.Taps.IsEmpty;

    // The parts of a channel lie one after another; in the image, neighbours of a part are a stride apart.
    private void Interleave(T* plane, T* copy)
    {
        var (image, stride) = (_shape.Image, _shape.Geometry.Stride);
        foreach (var part in _parts)
        {
            var (start, count) = (part.Gemm.Target, part.Gemm.Outputs.Area);
            if (!IsEmpty(part)) new ReadOnlySpan<T>(plane + start, count).CopyTo(new Span<T>(copy + start, count));
        }

        for (var row = 0; row < stride.Height; row++)
        {
            nint height = (image.Height - row + stride.Height - 1) / stride.Height, half = (image.Width + 1) / 2;
            if (_rowsAreEmpty[row])
            {
                for (nint to = row; to < image.Height; to += stride.Height)
                {
                    new Span<T>(plane + (to * image.Width), image.Width).Clear();
                }

                copy += height * image.Width;
                continue;
            }

            if (stride.Width == 2)
            {
                for (nint i = 0; i < height; i++)
                {
                    RowCopies.Weave(copy + (i * half), copy + (height * half) + (i * (image.Width - half)),
                        plane + ((row + (i * stride.Height)) * image.Width), image.Width);
                }

                copy += height * image.Width;
                continue;
            }

            for (var column = 0; column < stride.Width; column++)
            {
                nint width = (image.Width - column + stride.Width - 1) / stride.Width;
                for (nint to = row; to < image.Height; to += stride.Height, copy += width)
                {
                    RowCopies.Scatter(copy, plane + (to * image.Width) + column, stride.Width, width);
                }
            }
        }
    }
}
