using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph;

/// <summary>
/// Threefry-2x32 with 20 rounds: a keyed bijection of 64-bit counters, whose outputs pass for random.
/// </summary>
/// <remarks>
/// J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// It uses additions, rotations and exclusive ors of 32-bit words only, so every platform computes the same bits.
/// </remarks>
internal static class Threefry
{
    // The parity word of the key schedule, from Skein.
    private const uint Parity = 0x1BD11BDA;

    /// <summary>The output for one counter.</summary>
    /// <param name="key0">The key's first word.</param>
    /// <param name="key1">The key's second word.</param>
    /// <param name="counter0">The counter's first word.</param>
    /// <param name="counter1">The counter's second word.</param>
    internal static (uint First, uint Second) Block(uint key0, uint key1, uint counter0, uint counter1)
    {
        uint key2 = key0 ^ key1 ^ Parity, x = counter0 + key0, y = counter1 + key1;
        Rounds(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key1, y + key2 + 1);
        Rounds(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key2, y + key0 + 2);
        Rounds(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + key0, y + key1 + 3);
        Rounds(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + key1, y + key2 + 4);
        Rounds(ref x, ref y, 13, 15, 26, 6);
        return (x + key2, y + key0 + 5);
    }

    /// <summary>The output for one counter as a 64-bit word: its first word below, its second word above.</summary>
    internal static ulong Word(uint key0, uint key1, ulong counter)
    {
        var (first, second) = Block(key0, key1, (uint)(counter >> 32), (uint)counter);
        return first | (ulong)second << 32;
    }

    /// <summary>Fills a span with the 64-bit words of the counters <c>start</c>, <c>start + 1</c> …</summary>
    internal static void Fill(uint key0, uint key1, ulong start, Span<ulong> destination)
    {
        var done = 0;
        // Where 512 bits are emulated, sixteen together are slower than one by one.
        for (; Vector512.IsHardwareAccelerated
            && done <= destination.Length - Vector512<uint>.Count; done += Vector512<uint>.Count)
        {
            var counter = start + (ulong)done;
            // The one group in 2^28 in which the lower word overflows is left to the scalar function.
            if ((uint)counter > uint.MaxValue - (uint)Vector512<uint>.Count)
                for (var i = done; i < done + Vector512<uint>.Count; i++)
                {
                    destination[i] = Word(key0, key1, start + (ulong)i);
                }
            else
                Group(key0, key1, counter, ref destination[done]);
        }

        for (; done < destination.Length; done++) destination[done] = Word(key0, key1, start + (ulong)done);
    }

    // Sixteen counters together, that share their upper word.
    private static void Group(uint key0, uint key1, ulong counter, ref ulong destination)
    {
        var (k0, k1, k2) = (Vector512.Create(key0), Vector512.Create(key1), Vector512.Create(key0 ^ key1 ^ Parity));
        var x = Vector512.Create((uint)(counter >> 32)) + k0;
        var y = Vector512.Create((uint)counter) + Vector512<uint>.Indices + k1;
        Rounds(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + k1, y + k2 + Vector512.Create(1u));
        Rounds(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + k2, y + k0 + Vector512.Create(2u));
        Rounds(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + k0, y + k1 + Vector512.Create(3u));
        Rounds(ref x, ref y, 17, 29, 16, 24);
        (x, y) = (x + k1, y + k2 + Vector512.Create(4u));
        Rounds(ref x, ref y, 13, 15, 26, 6);
        (x, y) = (x + k2, y + k0 + Vector512.Create(5u));
        (Vector512.WidenLower(x) | Vector512.WidenLower(y) << 32).StoreUnsafe(ref destination);
        (Vector512.WidenUpper(x) | Vector512.WidenUpper(y) << 32)
            .StoreUnsafe(ref destination, (nuint)Vector512<ulong>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(ref uint x, ref uint y, int a, int b, int c, int d)
    {
        x += y;
        y = BitOperations.RotateLeft(y, a) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, b) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, c) ^ x;
        x += y;
        y = BitOperations.RotateLeft(y, d) ^ x;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds(ref Vector512<uint> x, ref Vector512<uint> y, int a, int b, int c, int d)
    {
        x += y;
        y = (y << a | y >>> (32 - a)) ^ x;
        x += y;
        y = (y << b | y >>> (32 - b)) ^ x;
        x += y;
        y = (y << c | y >>> (32 - c)) ^ x;
        x += y;
        y = (y << d | y >>> (32 - d)) ^ x;
    }
}
