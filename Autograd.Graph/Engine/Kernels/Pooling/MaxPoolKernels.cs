using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Pooling;

/// <summary>Max pooling and its derivatives on a plane, with the vectors of this machine.</summary>
internal static unsafe class MaxPoolKernels
{
    /// <summary>The largest element of each window.</summary>
    public static void Largest<T>(PoolLines pool, T* x, T* y, T* scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated) LargestOfLines<Lanes512<T>, Vector512<T>, T>.Largest(pool, x, y, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
        {
            LargestOfLines<Lanes256<T>, Vector256<T>, T>.Largest(pool, x, y, scratch);
        }
        else LargestOfLines<Lanes128<T>, Vector128<T>, T>.Largest(pool, x, y, scratch);
    }

    /// <summary>The share of each element in the cotangents of its windows.</summary>
    public static void Cotangent<T>(PoolLines pool, T* x, T* cotangent, T* y, T* scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            LargestOfLines<Lanes512<T>, Vector512<T>, T>.Cotangent(pool, x, cotangent, y, scratch);
        }
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
        {
            LargestOfLines<Lanes256<T>, Vector256<T>, T>.Cotangent(pool, x, cotangent, y, scratch);
        }
        else LargestOfLines<Lanes128<T>, Vector128<T>, T>.Cotangent(pool, x, cotangent, y, scratch);
    }

    /// <summary>The mean tangent of the largest elements of each window.</summary>
    public static void Tangent<T>(PoolLines pool, T* x, T* tangent, T* y, T* scratch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            LargestOfLines<Lanes512<T>, Vector512<T>, T>.Tangent(pool, x, tangent, y, scratch);
        }
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
        {
            LargestOfLines<Lanes256<T>, Vector256<T>, T>.Tangent(pool, x, tangent, y, scratch);
        }
        else LargestOfLines<Lanes128<T>, Vector128<T>, T>.Tangent(pool, x, tangent, y, scratch);
    }
}
