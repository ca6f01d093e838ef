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

    /// <summary>Joins n contiguous elements.</summary>
    public abstract T Row(T* x, nint n);

    /// <summary>Joins rows into one: y[j] of x[0, j], x[stride, j] …</summary>
    public abstract void Columns(T* x, int rows, nint stride, T* y, int columns, T* scratch);
}

/// <summary>The loops for one meaning.</summary>
internal sealed unsafe class ReduceKernel<TMeaning, T> : ReduceKernel<T>
    where TMeaning : struct, IReduction
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override T Row(T* x, nint n)
    {
        var lanes = stackalloc T[Lanes];
        var width = Vector512<T>.Count;
        for (var part = 0; part < Lanes; part += width)
        {
            var sum = TMeaning.Empty<Vector512<T>, Lanes<T>>();
            var i = (nint)part;
            for (; i <= n - width; i += Lanes) sum = TMeaning.Combine<Vector512<T>, Lanes<T>>(sum, Vector512.Load(x + i));
            if (i < n)
            {
                var held = Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(T.CreateTruncating(n - i)));
                sum = Vector512.ConditionalSelect(held, TMeaning.Combine<Vector512<T>, Lanes<T>>(sum, Vector512.Load(x + i)), sum);
            }

            sum.Store(lanes + part);
        }

        for (var half = Lanes / 2; half > 0; half /= 2)
        {
            for (var lane = 0; lane < half; lane++) lanes[lane] = TMeaning.Combine<T, Real<T>>(lanes[lane], lanes[lane + half]);
        }

        return lanes[0];
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
