using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Movement;

/// <summary>
/// Copies short runs of elements: as they are, with a step, or interleaved. A row of an image is too short for a call
/// of the class library.
/// </summary>
internal static unsafe class RowCopies
{
    /// <summary>Copies elements; the last vector of several starts early.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy<T>(T* source, T* target, nint count)
        where T : unmanaged
    {
        if (count < Vector128<T>.Count)
        {
            for (nint i = 0; i < count; i++) target[i] = source[i];
        }
        else if (count < Vector256<T>.Count)
        {
            var last = Vector128.Load(source + count - Vector128<T>.Count);
            Vector128.Load(source).Store(target);
            last.Store(target + count - Vector128<T>.Count);
        }
        else
        {
            var width = Vector256<T>.Count;
            for (nint i = 0; i < count - width; i += width) Vector256.Load(source + i).Store(target + i);
            Vector256.Load(source + count - width).Store(target + count - width);
        }
    }

    /// <summary>Copies elements that lie a step apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather<T>(T* source, nint step, T* target, nint count)
        where T : unmanaged
    {
        if (step == 1) Copy(source, target, count);
        else if (step != 2) Each(source, step, target, 1, count);
        else if (Vector512.IsHardwareAccelerated) Second<Lanes512<T>, Vector512<T>, T>(source, target, count);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
        {
            Second<Lanes256<T>, Vector256<T>, T>(source, target, count);
        }
        else Second<Lanes128<T>, Vector128<T>, T>(source, target, count);
    }

    /// <summary>Copies elements to addresses a step apart; the elements in between stay as they are.</summary>
    public static void Scatter<T>(T* source, T* target, nint step, nint count)
        where T : unmanaged => Each(source, 1, target, step, count);

    /// <summary>
    /// Interleaves two runs, beginning with the first element of the even run. The even run may have one element more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weave<T>(T* even, T* odd, T* target, nint count)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated) Weave<Lanes512<T>, Vector512<T>, T>(even, odd, target, count);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
        {
            Weave<Lanes256<T>, Vector256<T>, T>(even, odd, target, count);
        }
        else Weave<Lanes128<T>, Vector128<T>, T>(even, odd, target, count);
    }

    private static void Each<T>(T* source, nint sourceStep, T* target, nint targetStep, nint count)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i++) target[i * targetStep] = source[i * sourceStep];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Second<TLanes, TVector, T>(T* source, T* target, nint count)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged
    {
        for (nint i = 0; i < count; i += TLanes.Count)
        {
            var from = source + (2 * i);
            var here = Math.Min(count - i, TLanes.Count);
            // The element after the last one may lie outside of the memory.
            TVector a = Part<TLanes, TVector, T>(from, (2 * here) - 1),
            b = Part<TLanes, TVector, T>(from + TLanes.Count, (2 * here) - 1 - TLanes.Count);
            StorePart<TLanes, TVector, T>(TLanes.Even(a, b), target + i, here);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Weave<TLanes, TVector, T>(T* even, T* odd, T* target, nint count)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged
    {
        for (nint i = 0; 2 * i < count; i += TLanes.Count)
        {
            var left = count - (2 * i);
            TVector a = Part<TLanes, TVector, T>(even + i, (left + 1) / 2),
            b = Part<TLanes, TVector, T>(odd + i, left / 2);
            StorePart<TLanes, TVector, T>(TLanes.Lower(a, b), target + (2 * i), left);
            StorePart<TLanes, TVector, T>(TLanes.Upper(a, b), target + (2 * i) + TLanes.Count, left - TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Part<TLanes, TVector, T>(T* source, nint count)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged =>
        count >= TLanes.Count ? TLanes.Load(source) : count > 0 ? TLanes.Load(source, count) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart<TLanes, TVector, T>(TVector vector, T* target, nint count)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : unmanaged
        where T : unmanaged
    {
        if (count >= TLanes.Count) TLanes.Store(vector, target);
        else if (count > 0) TLanes.Store(vector, target, count);
    }
}
