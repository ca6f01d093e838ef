using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>Pooling or a derivative of it, image by image and plane by plane.</summary>
internal abstract unsafe class PoolStage<T>(PoolShape lengths, int images, ImmutableArray<int> sources, int target) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override ImmutableArray<int> Sources => sources;

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost =>
        new((long)lengths.Count * lengths.Windows.Size.Area, lengths.Planes * ((long)(sources.Length * lengths.Image.Area) + lengths.Places.Area) * sizeof(T));

    public override int Rows => images;

    public override bool TakesImages => true;

    public override bool ReadsByRow(int source) => true;

    protected PoolShape Lengths => lengths;

    /// <summary>Elements of a channel of a source and of the target.</summary>
    protected abstract (int First, int Second, int Target) PlaneElements { get; }

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var channels = images == 0 ? 0 : lengths.Planes / images;
        var (first, second, to) = PlaneElements;
        for (nint plane = (nint)start * channels; plane < (nint)end * channels; plane++)
        {
            var other = sources.Length > 1 ? frame.Address(sources[1]) + (plane * second) : null;
            Plane(frame.Address(sources[0]) + (plane * first), other, frame.Address(target) + (plane * to));
        }
    }

    /// <summary>Computes one channel of one image.</summary>
    protected abstract void Plane(T* x, T* other, T* y);
}

/// <summary>The largest element of each window.</summary>
internal sealed unsafe class MaxPoolStage<T>(PoolShape lengths, int images, int x, int y) : PoolStage<T>(lengths, images, [x], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _pairs = MaxPoolPairs.Suits<T>(lengths.Windows);

    public override string Description => $"largest of {Lengths.Windows} in {Lengths.Planes} planes of {Lengths.Image.Height} × {Lengths.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements => (Lengths.Image.Area, 0, Lengths.Places.Area);

    protected override void Plane(T* x, T* other, T* y)
    {
        if (_pairs) MaxPoolPairs.Largest(Lengths, (float*)x, (float*)y);
        else MaxPoolPlanes.Largest(Lengths, x, y);
    }
}

/// <summary>What each element gets of the cotangents of windows.</summary>
internal sealed unsafe class MaxPoolCotangentStage<T>(PoolShape lengths, int images, int x, int cotangent, int y) : PoolStage<T>(lengths, images, [x, cotangent], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _pairs = MaxPoolPairs.Suits<T>(lengths.Windows);

    public override string Description => $"cotangents to the largest of {Lengths.Windows} in {Lengths.Planes} planes of {Lengths.Image.Height} × {Lengths.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements => (Lengths.Image.Area, Lengths.Places.Area, Lengths.Image.Area);

    protected override void Plane(T* x, T* other, T* y)
    {
        if (_pairs) MaxPoolPairs.Cotangent(Lengths, (float*)x, (float*)other, (float*)y);
        else MaxPoolPlanes.Cotangent(Lengths, x, other, y);
    }
}

/// <summary>The mean tangent of the largest elements of each window.</summary>
internal sealed unsafe class MaxPoolTangentStage<T>(PoolShape lengths, int images, int x, int tangent, int y) : PoolStage<T>(lengths, images, [x, tangent], y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"tangents of the largest of {Lengths.Windows} in {Lengths.Planes} planes of {Lengths.Image.Height} × {Lengths.Image.Width}";

    protected override (int First, int Second, int Target) PlaneElements => (Lengths.Image.Area, Lengths.Image.Area, Lengths.Places.Area);

    protected override void Plane(T* x, T* other, T* y) => MaxPoolPlanes.Tangent(Lengths, x, other, y);
}
