using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Short runs of elements copied, every second taken, or two woven into one: a row of an image is too short for a call.</summary>
internal static unsafe class RowCopies
{
    private static readonly Vector512<int> Even = Vector512<int>.Indices * 2;
    private static readonly Vector512<int> Lower = Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    private static readonly Vector512<int> Upper = Lower + Vector512.Create(8);

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
        if (step != 2 || !HasPermutations<T>())
        {
            for (nint i = 0; i < count; i++) target[i] = source[i * step];
            return;
        }

        for (nint i = 0; i < count; i += Vector512<float>.Count)
        {
            var from = (float*)source + (2 * i);
            var here = Math.Min(count - i, Vector512<float>.Count);
            // The element after the last that is taken may not be there.
            Vector512<float> a = Part(from, (2 * here) - 1), b = Part(from + Vector512<float>.Count, (2 * here) - 1 - Vector512<float>.Count);
            Lanes512<float>.Store(Avx512F.PermuteVar16x32x2(a, Even, b), (float*)target + i, here);
        }
    }

    /// <summary>Copies elements to places that lie a step apart; in between nothing is written.</summary>
    public static void Scatter<T>(T* source, T* target, nint step, nint count)
        where T : unmanaged
    {
        for (nint i = 0; i < count; i++) target[i * step] = source[i];
    }

    /// <summary>Weaves two runs into one that begins with the first element of the even run; there may be one of them more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Weave<T>(T* even, T* odd, T* target, nint count)
        where T : unmanaged
    {
        if (!HasPermutations<T>())
        {
            Scatter(even, target, 2, (count + 1) / 2);
            Scatter(odd, target + 1, 2, count / 2);
            return;
        }

        for (nint i = 0; 2 * i < count; i += Vector512<float>.Count)
        {
            var left = count - (2 * i);
            Vector512<float> a = Part((float*)even + i, (left + 1) / 2), b = Part((float*)odd + i, left / 2);
            StorePart(Avx512F.PermuteVar16x32x2(a, Lower, b), (float*)target + (2 * i), left);
            StorePart(Avx512F.PermuteVar16x32x2(a, Upper, b), (float*)target + (2 * i) + Vector512<float>.Count, left - Vector512<float>.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasPermutations<T>() => typeof(T) == typeof(float) && Avx512F.IsSupported && Vector512.IsHardwareAccelerated;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Part(float* source, nint count) =>
        count >= Vector512<float>.Count ? Vector512.Load(source) : count > 0 ? Lanes512<float>.Load(source, count) : Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePart(Vector512<float> vector, float* target, nint count)
    {
        if (count >= Vector512<float>.Count) vector.Store(target);
        else if (count > 0) Lanes512<float>.Store(vector, target, count);
    }
}
