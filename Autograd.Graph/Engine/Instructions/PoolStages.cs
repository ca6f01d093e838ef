using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>Pooling or a derivative of it, image by image and plane by plane.</summary>
internal abstract unsafe class PoolStage<T>(PoolShape lengths, int images, ImmutableArray<int> sources, int target)
    : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override ImmutableArray<int> Sources => sources;

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost =>
        new((long)lengths.Count * lengths.Geometry.Size.Area,
            lengths.Planes * ((long)(sources.Length * lengths.Image.Area) + lengths.Output.Area) * sizeof(T));

    public override int Rows => images;

    public override bool TakesImages => true;

    public override bool ReadsByRow(int source) => true;

    public override int ScratchElements => Pool.ScratchElements;

    protected PoolShape Lengths => lengths;

    /// <summary>How what windows show is laid out.</summary>
    protected PoolLines Pool { get; } = new(lengths);

    /// <summary>Elements of a channel of a source and of the target.</summary>
    protected abstract (int First, int Second, int Target) PlaneElements { get; }

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var channels = images == 0 ? 0 : lengths.Planes / images;
        var (first, second, to) = PlaneElements;
        for (nint plane = (nint)start * channels; plane < (nint)end * channels; plane++)
        {
            var other = sources.Length > 1 ? frame.Address(sources[1]) + (plane * second) : null;
            Plane(frame.Address(sources[0]) + (plane * first), other, frame.Address(target) + (plane * to),
                frame.Scratch(worker));
        }
    }

    /// <summary>Computes one channel of one image.</summary>
    protected abstract void Plane(T* x, T* other, T* y, T* scratch);
}

/// <summary>The largest element of each window.</summary>
internal sealed unsafe class MaxPoolStage<T>(PoolShape lengths, int images, int x, int y)
    : PoolStage<T>(lengths, images, [x], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"largest of {Lengths.Geometry} in {Lengths.Planes} planes of {Lengths.Image.Height} × {Lengths.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements =>
        (Lengths.Image.Area, 0, Lengths.Output.Area);

    protected override void Plane(T* x, T* other, T* y, T* scratch) => MaxPoolKernels.Largest(Pool, x, y, scratch);
}

/// <summary>What each element gets of the cotangents of windows.</summary>
internal sealed unsafe class MaxPoolCotangentStage<T>(PoolShape lengths, int images, int x, int cotangent, int y)
    : PoolStage<T>(lengths, images, [x, cotangent], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"cotangents to the largest of {Lengths.Geometry} in {Lengths.Planes} planes of {Lengths.Image.Height} × "
        + $"{Lengths.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements =>
        (Lengths.Image.Area, Lengths.Output.Area, Lengths.Image.Area);

    protected override void Plane(T* x, T* other, T* y, T* scratch) =>
        MaxPoolKernels.Cotangent(Pool, x, other, y, scratch);
}

/// <summary>The mean tangent of the largest elements of each window.</summary>
internal sealed unsafe class MaxPoolTangentStage<T>(PoolShape lengths, int images, int x, int tangent, int y)
    : PoolStage<T>(lengths, images, [x, tangent], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The tangents are laid out as well.
    public override int ScratchElements => checked(Pool.ScratchElements + Pool.Elements);

    public override string Description =>
        $"tangents of the largest of {Lengths.Geometry} in {Lengths.Planes} planes of {Lengths.Image.Height} × "
        + $"{Lengths.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements =>
        (Lengths.Image.Area, Lengths.Image.Area, Lengths.Output.Area);

    protected override void Plane(T* x, T* other, T* y, T* scratch) =>
        MaxPoolKernels.Tangent(Pool, x, other, y, scratch);
}
