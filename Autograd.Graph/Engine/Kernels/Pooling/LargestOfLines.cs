using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

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
        for (var top = 0; top < pool.Lengths.Output.Height; top += pool.StripRows)
        {
            Show(pool, x, top, scratch);
            nint places = (nint)pool.RowsFrom(top) * pool.Lengths.Output.Width;
            for (nint i = 0; i < places; i += TLanes.Count)
            {
                var largest = Largest(pool, scratch + i);
                if (places - i >= TLanes.Count) TLanes.Store(largest, y + i);
                else TLanes.Store(largest, y + i, places - i);
            }

            y += places;
        }
    }

    /// <summary>What each element gets of the cotangents of windows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Cotangent(PoolLines pool, T* x, T* cotangent, T* y, T* scratch)
    {
        pool.Begin(y);
        for (var top = 0; top < pool.Lengths.Output.Height; top += pool.StripRows)
        {
            var largest = Shown(pool, x, top, scratch);
            nint places = (nint)pool.RowsFrom(top) * pool.Lengths.Output.Width;
            for (nint i = 0; i < places; i += TLanes.Count)
            {
                var most = TLanes.Load(largest + i);
                var passed =
                    places - i >= TLanes.Count ? TLanes.Load(cotangent + i) : TLanes.Load(cotangent + i, places - i);
                // Added to 0, as every sum begins with it: −0 becomes 0.
                var share = TLanes.Add(TLanes.Divide(passed, Count(pool, scratch + i, most)), default);
                for (nint element = 0; element < pool.Elements; element += pool.Line)
                {
                    var at = scratch + element + i;
                    TLanes.Store(TLanes.Select(TLanes.Equal(TLanes.Load(at), most), share, default), at);
                }
            }

            pool.Add(scratch, top, y);
            cotangent += places;
        }
    }

    /// <summary>The mean tangent of the largest elements of each window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tangent(PoolLines pool, T* x, T* tangent, T* y, T* scratch)
    {
        var tangents = scratch + pool.ScratchElements;
        for (var top = 0; top < pool.Lengths.Output.Height; top += pool.StripRows)
        {
            var largest = Shown(pool, x, top, scratch);
            pool.Show(tangent, top, tangents);
            nint places = (nint)pool.RowsFrom(top) * pool.Lengths.Output.Width;
            for (nint i = 0; i < places; i += TLanes.Count)
            {
                var most = TLanes.Load(largest + i);
                var (count, sum) = (Count(pool, scratch + i, most), default(TVector));
                for (nint element = 0; element < pool.Elements; element += pool.Line)
                {
                    var part = TLanes.Divide(TLanes.Load(tangents + element + i), count);
                    sum = TLanes.Add(
                        sum, TLanes.Select(TLanes.Equal(TLanes.Load(scratch + element + i), most), part, default));
                }

                if (places - i >= TLanes.Count) TLanes.Store(sum, y + i);
                else TLanes.Store(sum, y + i, places - i);
            }

            y += places;
        }
    }

    // What is shown, and in a line behind it the largest. What is outside is then no number, and as large as nothing.
    private static T* Shown(PoolLines pool, T* x, int top, T* scratch)
    {
        Show(pool, x, top, scratch);
        var largest = scratch + pool.Elements;
        for (nint i = 0; i < pool.Line; i += TLanes.Count) TLanes.Store(Largest(pool, scratch + i), largest + i);
        if (pool.ReachesOutside) pool.FillOutside(scratch, top, T.NaN);
        return largest;
    }

    private static void Show(PoolLines pool, T* x, int top, T* lines)
    {
        pool.Show(x, top, lines);
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
