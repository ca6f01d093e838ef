using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>Rows of zeros with a 1 at each index.</summary>
internal sealed unsafe class OneHotInstruction<T>(int indices, int target, int count, int classes) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"one-hot of {count} indices below {classes}";

    public override ImmutableArray<int> Buffers => [indices, target];

    public override PlanCost Cost => new(0, (count * (long)sizeof(int)) + ((long)count * classes * sizeof(T)));

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var x = frame.IndexAddress(indices);
        var y = frame.Address(target);
        new Span<T>(y, count * classes).Clear();
        for (var i = 0; i < count; i++)
        {
            Indexing.Check(nameof(OneHot), x[i], classes);
            y[(i * classes) + x[i]] = T.One;
        }
    }
}

/// <summary>Indices as real numbers.</summary>
internal sealed unsafe class ToRealInstruction<T>(int source, int target, int count) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{count} indices as reals";

    public override ImmutableArray<int> Buffers => [source, target];

    public override PlanCost Cost => new(0, (long)count * (sizeof(int) + sizeof(T)));

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var x = frame.IndexAddress(source);
        var y = frame.Address(target);
        for (var i = 0; i < count; i++) y[i] = T.CreateTruncating(x[i]);
    }
}

/// <summary>The index of the largest of each run of elements, the first of equals.</summary>
internal sealed unsafe class ArgMaxInstruction<T>(int source, int target, int outer, int length, int inner) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"index of the largest of {length}, {outer * inner} times";

    public override ImmutableArray<int> Buffers => [source, target];

    public override PlanCost Cost => new((long)outer * length * inner, ((long)outer * length * inner * sizeof(T)) + ((long)outer * inner * sizeof(int)));

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var x = frame.Address(source);
        var y = frame.IndexAddress(target);
        for (var i = 0; i < outer * inner; i++)
        {
            var first = x + ((nint)(i / inner) * length * inner) + (i % inner);
            var best = 0;
            for (var k = 1; k < length; k++)
            {
                var (value, largest) = (first[(nint)k * inner], first[(nint)best * inner]);
                if (value > largest || (T.IsNaN(value) && !T.IsNaN(largest))) best = k;
            }

            y[i] = best;
        }
    }
}

/// <summary>Slices at indices, or slices added at indices: outer × (count ↔ length) × inner.</summary>
internal sealed unsafe class GatherInstruction<T>(bool scatter, int source, int indices, int target, int outer, int length, int count, int inner) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"{(scatter ? "add" : "take")} {count} slices of {inner} {(scatter ? "to" : "from")} {length}";

    public override ImmutableArray<int> Buffers => [source, indices, target];

    public override PlanCost Cost => new(scatter ? (long)outer * count * inner : 0, ((long)count * sizeof(int)) + (2L * outer * count * inner * sizeof(T)));

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var x = frame.Address(source);
        var at = frame.IndexAddress(indices);
        var y = frame.Address(target);
        for (var i = 0; i < count; i++) Indexing.Check(scatter ? nameof(ScatterAdd) : nameof(Gather), at[i], length);
        if (scatter) new Span<T>(y, outer * length * inner).Clear();
        for (var o = 0; o < outer; o++)
        {
            for (var i = 0; i < count; i++)
            {
                var whole = (((nint)o * length) + at[i]) * inner;
                var part = (((nint)o * count) + i) * inner;
                if (scatter) for (var j = 0; j < inner; j++) y[whole + j] += x[part + j];
                else new ReadOnlySpan<T>(x + whole, inner).CopyTo(new Span<T>(y + part, inner));
            }
        }
    }
}
