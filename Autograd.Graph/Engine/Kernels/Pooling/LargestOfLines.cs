using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Pooling;

/// <summary>Max pooling and its derivatives on a plane, strip by strip of <see cref="PoolLines"/>.</summary>
internal static unsafe class LargestOfLines<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest element of each window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Largest(PoolLines pool, T* x, T* y, T* scratch)
    {
        for (var top = 0; top < pool.Shape.Output.Height; top += pool.StripRows)
        {
            Load(pool, x, top, scratch);
            nint outputs = (nint)pool.RowsFrom(top) * pool.Shape.Output.Width;
            for (nint i = 0; i < outputs; i += TLanes.Count)
            {
                var largest = Largest(pool, scratch + i);
                if (outputs - i >= TLanes.Count) TLanes.Store(largest, y + i);
                else TLanes.Store(largest, y + i, outputs - i);
            }

            y += outputs;
        }
    }

    /// <summary>The share of each element in the cotangents of its windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cotangent(PoolLines pool, T* x, T* cotangent, T* y, T* scratch)
    {
        pool.Begin(y);
        for (var top = 0; top < pool.Shape.Output.Height; top += pool.StripRows)
        {
            var largest = LoadWithLargest(pool, x, top, scratch);
            nint outputs = (nint)pool.RowsFrom(top) * pool.Shape.Output.Width;
            for (nint i = 0; i < outputs; i += TLanes.Count)
            {
                var most = TLanes.Load(largest + i);
                var passed =
                    outputs - i >= TLanes.Count ? TLanes.Load(cotangent + i) : TLanes.Load(cotangent + i, outputs - i);
                // Adding 0 turns −0 into 0, as in every sum.
                var share = TLanes.Add(TLanes.Divide(passed, Count(pool, scratch + i, most)), default);
                for (nint element = 0; element < pool.Elements; element += pool.Line)
                {
                    var at = scratch + element + i;
                    TLanes.Store(TLanes.Select(TLanes.Equal(TLanes.Load(at), most), share, default), at);
                }
            }

            pool.Add(scratch, top, y);
            cotangent += outputs;
        }
    }

    /// <summary>The mean tangent of the largest elements of each window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tangent(PoolLines pool, T* x, T* tangent, T* y, T* scratch)
    {
        var tangents = scratch + pool.ScratchElements;
        for (var top = 0; top < pool.Shape.Output.Height; top += pool.StripRows)
        {
            var largest = LoadWithLargest(pool, x, top, scratch);
            pool.Load(tangent, top, tangents);
            nint outputs = (nint)pool.RowsFrom(top) * pool.Shape.Output.Width;
            for (nint i = 0; i < outputs; i += TLanes.Count)
            {
                var most = TLanes.Load(largest + i);
                var (count, sum) = (Count(pool, scratch + i, most), default(TVector));
                for (nint element = 0; element < pool.Elements; element += pool.Line)
                {
                    var part = TLanes.Divide(TLanes.Load(tangents + element + i), count);
                    sum = TLanes.Add(
                        sum, TLanes.Select(TLanes.Equal(TLanes.Load(scratch + element + i), most), part, default));
                }

                if (outputs - i >= TLanes.Count) TLanes.Store(sum, y + i);
                else TLanes.Store(sum, y + i, outputs - i);
            }

            y += outputs;
        }
    }

    // Loads a strip, and computes its largest elements into a line behind it. The padding then becomes NaN, which
    // equals nothing.
    private static T* LoadWithLargest(PoolLines pool, T* x, int top, T* scratch)
    {
        Load(pool, x, top, scratch);
        var largest = scratch + pool.Elements;
        for (nint i = 0; i < pool.Line; i += TLanes.Count) TLanes.Store(Largest(pool, scratch + i), largest + i);
        if (pool.ReachesOutside) pool.FillOutside(scratch, top, T.NaN);
        return largest;
    }

    private static void Load(PoolLines pool, T* x, int top, T* lines)
    {
        pool.Load(x, top, lines);
        if (pool.ReachesOutside) pool.FillOutside(lines, top, T.NegativeInfinity);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Largest(PoolLines pool, T* lines)
    {
        var least = T.NegativeInfinity;
        var largest = TLanes.Broadcast(&least);
        for (nint element = 0; element < pool.Elements; element += pool.Line)
        {
            largest = TLanes.Maximum(largest, TLanes.Load(lines + element));
        }

        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Count(PoolLines pool, T* lines, TVector largest)
    {
        var (one, count) = (T.One, default(TVector));
        var ones = TLanes.Broadcast(&one);
        for (nint element = 0; element < pool.Elements; element += pool.Line)
            count = TLanes.Add(
                count, TLanes.Select(TLanes.Equal(TLanes.Load(lines + element), largest), ones, default));
        return count;
    }
}
