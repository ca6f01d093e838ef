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
        nint i = 0;
        if (step == 2 && typeof(T) == typeof(float) && Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            // One less, as the element after the last may not be there.
            for (; i < count - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                var from = (float*)source + (2 * i);
                Avx512F.PermuteVar16x32x2(Vector512.Load(from), Even, Vector512.Load(from + Vector512<float>.Count)).Store((float*)target + i);
            }
        }

        for (; i < count; i++) target[i] = source[i * step];
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
        nint i = 0;
        if (typeof(T) == typeof(float) && Avx512F.IsSupported && Vector512.IsHardwareAccelerated)
        {
            for (; i <= (count / 2) - Vector512<float>.Count; i += Vector512<float>.Count)
            {
                Vector512<float> a = Vector512.Load((float*)even + i), b = Vector512.Load((float*)odd + i);
                Avx512F.PermuteVar16x32x2(a, Lower, b).Store((float*)target + (2 * i));
                Avx512F.PermuteVar16x32x2(a, Upper, b).Store((float*)target + (2 * i) + Vector512<float>.Count);
            }
        }

        Scatter(even + i, target + (2 * i), 2, ((count + 1) / 2) - i);
        Scatter(odd + i, target + (2 * i) + 1, 2, (count / 2) - i);
    }
}
