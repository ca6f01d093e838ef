using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// What windows hold, added to the elements of images that they show: for each element of a window, all places.
/// </summary>
internal sealed unsafe class Col2ImStage<T>(
    ConvolutionGeometry windows, Size2D image, Shape columns, int source, int target)
    : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Size2D _places = (columns[4], columns[5]);

    public override string Description => $"windows of {windows} added to images of {image.Height} × {image.Width}";

    public override ImmutableArray<int> Sources => [source];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost =>
        new(columns.Size, (columns.Size + ((long)Rows * columns[1] * image.Area)) * sizeof(T));

    public override int Rows => columns[0];

    public override bool ReadsByRow(int source) => true;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        for (nint plane = (nint)start * columns[1]; plane < (nint)end * columns[1]; plane++)
        {
            Plane(frame.Address(source) + (plane * windows.Size.Area * _places.Area),
                frame.Address(target) + (plane * image.Area));
        }
    }

    private void Plane(T* from, T* to)
    {
        new Span<T>(to, image.Area).Clear();
        for (var element = 0; element < windows.Size.Area; element++)
        {
            for (var row = 0; row < _places.Height; row++, from += _places.Width)
            {
                var line = to + ((nint)windows.Row(row, element / windows.Size.Width) * image.Width)
                    + windows.Column(0, element % windows.Size.Width);
                for (nint i = 0; i < _places.Width; i++) line[i * windows.Stride.Width] += from[i];
            }
        }
    }
}
