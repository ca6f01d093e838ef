using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Adds the elements of windows to the pixels of images: for each element of a window, all output positions.
/// </summary>
internal sealed unsafe class Col2ImStage<T>(
    ConvolutionGeometry geometry, Size2D image, Shape columns, int source, int target)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Size2D _outputs = (columns[4], columns[5]);

    public override string Description => $"windows of {geometry} added to images of {image.Height} × {image.Width}";

    public override ImmutableArray<int> Sources => [source];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost =>
        new(columns.Size, (columns.Size + ((long)Rows * columns[1] * image.Area)) * sizeof(T));

    public override int Rows => columns[0];

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        for (nint plane = (nint)start * columns[1]; plane < (nint)end * columns[1]; plane++)
        {
            Plane(workspace.Address(source) + (plane * geometry.Size.Area * _outputs.Area),
                workspace.Address(target) + (plane * image.Area));
        }
    }

    private void Plane(T* from, T* to)
    {
        new Span<T>(to, image.Area).Clear();
        for (var element = 0; element < geometry.Size.Area; element++)
        {
            for (var row = 0; row < _outputs.Height; row++, from += _outputs.Width)
            {
                var line = to + ((nint)geometry.Row(row, element / geometry.Size.Width) * image.Width)
                    + geometry.Column(0, element % geometry.Size.Width);
                for (nint i = 0; i < _outputs.Width; i++) line[i * geometry.Stride.Width] += from[i];
            }
        }
    }
}
