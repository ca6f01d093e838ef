using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Pooling;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>Pooling or a derivative of it, image by image and plane by plane.</summary>
internal abstract unsafe class PoolStage<T>(PoolShape shape, int images, ImmutableArray<int> sources, int target)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override ImmutableArray<int> Sources => sources;

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost =>
        new((long)shape.Count * shape.Geometry.Size.Area,
            shape.Planes * ((long)(sources.Length * shape.Image.Area) + shape.Output.Area) * sizeof(T));

    public override int Rows => images;

    public override bool TakesImages => true;

    public override bool ReadsByRow(int source) => true;

    public override int ScratchElements => Pool.ScratchElements;

    protected PoolShape Shape => shape;

    /// <summary>The layout of the pixels under windows.</summary>
    protected PoolLines Pool { get; } = new(shape);

    /// <summary>Elements of a channel of a source and of the target.</summary>
    protected abstract (int First, int Second, int Target) PlaneElements { get; }

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var channels = images == 0 ? 0 : shape.Planes / images;
        var (first, second, to) = PlaneElements;
        for (nint plane = (nint)start * channels; plane < (nint)end * channels; plane++)
        {
            var other = sources.Length > 1 ? workspace.Address(sources[1]) + (plane * second) : null;
            Plane(workspace.Address(sources[0]) + (plane * first), other, workspace.Address(target) + (plane * to),
                workspace.Scratch(worker));
        }
    }

    /// <summary>Computes one channel of one image.</summary>
    protected abstract void Plane(T* x, T* other, T* y, T* scratch);
}

/// <summary>The largest element of each window.</summary>
internal sealed unsafe class MaxPoolStage<T>(PoolShape shape, int images, int x, int y)
    : PoolStage<T>(shape, images, [x], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"largest of {Shape.Geometry} in {Shape.Planes} planes of {Shape.Image.Height} × {Shape.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements =>
        (Shape.Image.Area, 0, Shape.Output.Area);

    protected override void Plane(T* x, T* other, T* y, T* scratch) => MaxPoolKernels.Largest(Pool, x, y, scratch);
}

/// <summary>The share of each element in the cotangents of its windows.</summary>
internal sealed unsafe class MaxPoolCotangentStage<T>(PoolShape shape, int images, int x, int cotangent, int y)
    : PoolStage<T>(shape, images, [x, cotangent], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description =>
        $"cotangents to the largest of {Shape.Geometry} in {Shape.Planes} planes of {Shape.Image.Height} × "
        + $"{Shape.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements =>
        (Shape.Image.Area, Shape.Output.Area, Shape.Image.Area);

    protected override void Plane(T* x, T* other, T* y, T* scratch) =>
        MaxPoolKernels.Cotangent(Pool, x, other, y, scratch);
}

/// <summary>The mean tangent of the largest elements of each window.</summary>
internal sealed unsafe class MaxPoolTangentStage<T>(PoolShape shape, int images, int x, int tangent, int y)
    : PoolStage<T>(shape, images, [x, tangent], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The tangents are laid out as well.
    public override int ScratchElements => checked(Pool.ScratchElements + Pool.Elements);

    public override string Description =>
        $"tangents of the largest of {Shape.Geometry} in {Shape.Planes} planes of {Shape.Image.Height} × "
        + $"{Shape.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements =>
        (Shape.Image.Area, Shape.Image.Area, Shape.Output.Area);

    protected override void Plane(T* x, T* other, T* y, T* scratch) =>
        MaxPoolKernels.Tangent(Pool, x, other, y, scratch);
}
