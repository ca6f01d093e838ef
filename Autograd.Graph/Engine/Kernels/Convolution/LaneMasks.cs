using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Which of the four elements of a window are its largest, for sixteen filters: a bit for each filter and element.</summary>
internal static unsafe class LaneMasks
{
    /// <summary>Bits of one element.</summary>
    public const int Bits = FilterLanes.Width;

    private const ulong One = (1UL << Bits) - 1;

    /// <summary>The largest of four in their order, and which they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Largest(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, out ulong chosen)
    {
        var largest = Lanes<float>.Maximum(Lanes<float>.Maximum(Lanes<float>.Maximum(a, b), c), d);
        chosen = Mask(a, largest) | (Mask(b, largest) << Bits) | (Mask(c, largest) << (2 * Bits)) | (Mask(d, largest) << (3 * Bits));
        return largest;
    }

    /// <summary>What each of the largest gets of what is passed to their window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Share(Vector512<float> passed, ulong chosen)
    {
        ulong a = chosen & One, b = (chosen >> Bits) & One, c = (chosen >> (2 * Bits)) & One, d = chosen >> (3 * Bits);
        // Divided only where several are largest, or none beside NaN: it takes long.
        if (((a & b) | (c & d) | ((a | b) & (c | d))) == 0 && (a | b | c | d) == One) return passed;
        var one = Vector512<float>.One;
        return passed / (Given(one, chosen, 0) + Given(one, chosen, 1) + Given(one, chosen, 2) + Given(one, chosen, 3));
    }

    /// <summary>A share where an element is among the largest, 0 elsewhere; added to 0, as every sum begins with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Given(Vector512<float> share, ulong chosen, int element)
    {
        var bits = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        var held = Vector512.Equals(Vector512.Create((int)(chosen >> (element * Bits))) & bits, bits).AsSingle();
        return Vector512.ConditionalSelect(held, share + Vector512<float>.Zero, Vector512<float>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mask(Vector512<float> x, Vector512<float> largest) => Vector512.Equals(x, largest).ExtractMostSignificantBits();
}
