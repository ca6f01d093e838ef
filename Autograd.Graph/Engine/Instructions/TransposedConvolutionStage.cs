using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// The transpose of a convolution, image by image: each offset below the stride on its own, then all put in their
/// places.
/// </summary>
internal sealed unsafe class TransposedConvolutionStage<T> : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ConvolutionShape _lengths;
    private readonly ConvolutionBuffers _buffers;
    private readonly ImmutableArray<ConvolutionAsGemmBlocking<T>> _parts;
    private readonly ImmutableArray<bool> _rowsAreEmpty;

    public TransposedConvolutionStage(
        ConvolutionShape lengths, ImmutableArray<ConvolutionAsGemmBlocking<T>> parts, ConvolutionBuffers buffers)
    {
        (_lengths, _parts, _buffers) = (lengths, parts, buffers);
        Cost = ConvolutionCost.Of<T>(lengths);
        var windows = lengths.Geometry;
        // Of the rows of an image that lie a stride apart, whether no window shows any of them.
        _rowsAreEmpty = [.. Enumerable.Range(0, windows.Stride.Height).Select(row =>
            !Enumerable.Range(0, windows.Size.Height).Any(element =>
                (row + windows.Padding.Height - (element * windows.Dilation.Height)) % windows.Stride.Height == 0))];
    }

    public override string Description => $"transposed convolution of {_lengths.Y} with {_lengths.W}";

    public override ImmutableArray<int> Sources => [_buffers.Source, _buffers.Weights];

    public override ImmutableArray<int> Targets => [_buffers.Target];

    public override PlanCost Cost { get; }

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => _lengths.Images;

    public override bool TakesImages => true;

    public override int ScratchElements =>
        Math.Max(_lengths.Image.Area, _parts.Select(part => part.ScratchElements).DefaultIfEmpty(0).Max());

    public override bool ReadsByRow(int source) => source == _buffers.Source && source != _buffers.Weights;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        T* source = frame.Address(_buffers.Source) + (start * _lengths.ResultElements),
        target = frame.Address(_buffers.Target) + (start * _lengths.ImageElements), scratch = frame.Scratch(worker);
        var weights = frame.Address(_buffers.Weights);
        foreach (var part in _parts)
        {
            if (!IsEmpty(part))
            {
                ConvolutionKernels.Gather(
                    part, _lengths.Groups, end - start, source, weights, target, _lengths.Image.Area, scratch);
            }

            weights += _lengths.Groups * part.WeightGroup;
        }

        if (_parts.Length == 1) return;
        foreach (var part in _parts)
        {
            if (IsEmpty(part)) new Span<T>(scratch + part.Gathering.Target, part.Gathering.Places.Area).Clear();
        }

        for (nint plane = 0; plane < (nint)(end - start) * _lengths.Groups * _lengths.Channels; plane++)
        {
            Interleave(target + (plane * _lengths.Image.Area), scratch);
        }
    }

    // Of several parts one that no window shows is zero wherever it is put.
    private bool IsEmpty(ConvolutionAsGemmBlocking<T> part) => _parts.Length > 1 && part.Gathering.Taps.IsEmpty;

    // The parts of a channel lie one after another; an element of each part is as far from the next as the stride.
    private void Interleave(T* plane, T* copy)
    {
        var (image, stride) = (_lengths.Image, _lengths.Geometry.Stride);
        foreach (var part in _parts)
        {
            var (start, count) = (part.Gathering.Target, part.Gathering.Places.Area);
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
