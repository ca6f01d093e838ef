using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// Marks which of the four elements of a window are its largest, for a vector of filters: a bit for each filter and
/// element.
/// </summary>
internal static unsafe class LaneMasks<TLanes, TVector>
    where TLanes : struct, ILanes<TVector, float>
    where TVector : unmanaged
{
    /// <summary>A bit for each of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Lanes(int count) => (1UL << count) - 1;

    /// <summary>The bits of all four elements for each of the first lanes.</summary>
    public static ulong Elements(int count) =>
        Lanes(count) * (1 | (1UL << TLanes.Count) | (1UL << (2 * TLanes.Count)) | (1UL << (3 * TLanes.Count)));

    /// <summary>The largest of four, and which of them are equal to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Largest(TVector a, TVector b, TVector c, TVector d, out ulong chosen)
    {
        var largest = TLanes.Maximum(TLanes.Maximum(TLanes.Maximum(a, b), c), d);
        chosen = Bits(a, largest) | (Bits(b, largest) << TLanes.Count) | (Bits(c, largest) << (2 * TLanes.Count)) | (
            Bits(d, largest) << (3 * TLanes.Count));
        return largest;
    }

    /// <summary>The share of each of the largest elements in the cotangent of their window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Share(TVector passed, ulong chosen)
    {
        // Division is slow, so it runs only if several elements are largest, or if NaN leaves none.
        var some = chosen | (chosen >> (2 * TLanes.Count));
        some |= some >> TLanes.Count;
        if (BitOperations.PopCount(chosen) == TLanes.Count && (some & Lanes(TLanes.Count)) == Lanes(TLanes.Count))
        {
            return passed;
        }

        var number = 1f;
        var one = TLanes.Broadcast(&number);
        return TLanes.Divide(passed, TLanes.Add(TLanes.Add(
            TLanes.Add(Given(one, chosen, 0), Given(one, chosen, 1)), Given(one, chosen, 2)), Given(one, chosen, 3)));
    }

    /// <summary>
    /// The share where an element is among the largest, 0 elsewhere. Adding 0 turns −0 into 0, as in every sum.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Given(TVector share, ulong chosen, int element) =>
        TLanes.Select(TLanes.Mask(chosen, element * TLanes.Count), TLanes.Add(share, default), default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(TVector x, TVector largest) => TLanes.Bits(TLanes.Equal(x, largest));
}
