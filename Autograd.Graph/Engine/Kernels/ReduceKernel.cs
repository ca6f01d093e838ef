using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The vector loops of a reduction: element i goes to lane i mod 16, then lanes join in halves.</summary>
internal abstract unsafe class ReduceKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The lanes of the fixed order, whatever the hardware's width.</summary>
    protected const int Lanes = 16;

    /// <summary>How many columns one call of <see cref="Columns"/> takes.</summary>
    public const int BlockColumns = 64;

    /// <summary>Scratch for <see cref="Columns"/>: a block of columns for each lane.</summary>
    public const int ScratchElements = Lanes * BlockColumns;

    /// <summary>The operations on n elements: each starts or joins a lane, then the lanes join.</summary>
    public static long Operations(int n) => n + Math.Max(0L, Math.Min(Lanes, n) - 1);

    /// <summary>Joins each of so many rows of n contiguous elements to one.</summary>
    public abstract void Rows(T* x, nint n, T* y, nint rows);

    /// <summary>Joins rows into one: y[j] of x[0, j], x[stride, j] …</summary>
    public abstract void Columns(T* x, int rows, nint stride, T* y, int columns, T* scratch);
}

/// <summary>The loops for one meaning.</summary>
internal sealed unsafe class ReduceKernel<TMeaning, T> : ReduceKernel<T>
    where TMeaning : struct, IReduction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Rows(T* x, nint n, T* y, nint rows)
    {
        if (Vector512<T>.Count == Lanes)
        {
            for (nint row = 0; row < rows; row++) y[row] = Join(Strided(x + (row * n), n, 0));
            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            var (low, high) = (Strided(x + (row * n), n, 0), Strided(x + (row * n), n, Lanes / 2));
            y[row] = Join(TMeaning.Combine<Vector512<T>, Lanes<T>>(low, high));
        }
    }

    // Elements first, first + 16, … in each lane.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Strided(T* x, nint n, nint first)
    {
        var sum = TMeaning.Empty<Vector512<T>, Lanes<T>>();
        var i = first;
        for (; i <= n - Vector512<T>.Count; i += Lanes) sum = TMeaning.Combine<Vector512<T>, Lanes<T>>(sum, Vector512.Load(x + i));
        if (i >= n) return sum;
        var held = Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(n - i)));
        return Vector512.ConditionalSelect(held, TMeaning.Combine<Vector512<T>, Lanes<T>>(sum, Vector512.Load(x + i)), sum);
    }

    // Lane l with the lane half of them further on, until one is left. The upper halves compute along for nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Join(Vector512<T> lanes)
    {
        lanes = TMeaning.Combine<Vector512<T>, Lanes<T>>(lanes, Vector512.Create(lanes.GetUpper(), lanes.GetUpper()));
        var quarter = lanes.GetLower().GetUpper();
        lanes = TMeaning.Combine<Vector512<T>, Lanes<T>>(lanes, Vector512.Create(Vector256.Create(quarter, quarter), Vector256.Create(quarter, quarter)));
        var part = lanes.GetLower().GetLower();
        if (Vector128<T>.Count == 2) return TMeaning.Combine<T, Real<T>>(part[0], part[1]);
        return TMeaning.Combine<T, Real<T>>(TMeaning.Combine<T, Real<T>>(part[0], part[2]), TMeaning.Combine<T, Real<T>>(part[1], part[3]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Columns(T* x, int rows, nint stride, T* y, int columns, T* scratch)
    {
        var width = Vector512<T>.Count;
        var empty = TMeaning.Empty<Vector512<T>, Lanes<T>>();
        for (var i = 0; i < ScratchElements; i += width) empty.Store(scratch + i);
        for (var row = 0; row < rows; row++)
        {
            var lane = scratch + (row % Lanes * BlockColumns);
            for (var j = 0; j < columns; j += width)
            {
                TMeaning.Combine<Vector512<T>, Lanes<T>>(Vector512.Load(lane + j), Vector512.Load(x + (row * stride) + j)).Store(lane + j);
            }
        }

        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half * BlockColumns; i += width)
            {
                TMeaning.Combine<Vector512<T>, Lanes<T>>(Vector512.Load(scratch + i), Vector512.Load(scratch + (half * BlockColumns) + i)).Store(scratch + i);
            }
        }

        for (var j = 0; j < columns; j++) y[j] = scratch[j];
    }
}
