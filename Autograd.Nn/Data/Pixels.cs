using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Nn.Data;

/// <summary>Bytes as numbers from 0 to 1.</summary>
internal static class Pixels
{
    private const float White = 255;

    /// <summary>Each byte divided by 255, correctly rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(ReadOnlySpan<byte> bytes, Span<float> numbers)
    {
        ref var source = ref Unsafe.AsRef(in bytes.GetPinnableReference());
        ref var target = ref numbers[..bytes.Length].GetPinnableReference();
        var i = 0;
        // Hardware of 256 bits widens eight bytes in one instruction, but 64 in many.
        for (; !Vector512.IsHardwareAccelerated && Avx2.IsSupported
            && i <= bytes.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            var eight =
                Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, i))).AsByte();
            Quotient(Avx2.ConvertToVector256Int32(eight)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i <= bytes.Length - Vector512<byte>.Count; i += Vector512<byte>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)i));
            var (first, second) = Vector512.Widen(low);
            var (third, fourth) = Vector512.Widen(high);
            Quotient(first).StoreUnsafe(ref target, (nuint)i);
            Quotient(second).StoreUnsafe(ref target, (nuint)i + 16);
            Quotient(third).StoreUnsafe(ref target, (nuint)i + 32);
            Quotient(fourth).StoreUnsafe(ref target, (nuint)i + 48);
        }

        for (; i < bytes.Length; i++) numbers[i] = bytes[i] / White;
    }

    /// <summary>Asks for bytes that are about to be read; the pieces of a mini-batch lie all over the memory.</summary>
    public static unsafe void Expect(ReadOnlySpan<byte> bytes)
    {
        const int line = 64;
        if (!Sse.IsSupported) return;
        fixed (byte* start = bytes)
        {
            for (var i = 0; i < bytes.Length + line - 1; i += line)
            {
                Sse.Prefetch0(start + Math.Min(i, bytes.Length - 1));
            }
        }
    }

    // The product with the rounded reciprocal, put right by its remainder: as exact as a division and several times
    // faster.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quotient(Vector512<uint> bytes)
    {
        var x = Vector512.ConvertToSingle(bytes.AsInt32());
        var reciprocal = Vector512.Create(1 / White);
        var quotient = x * reciprocal;
        var remainder = Vector512.FusedMultiplyAdd(quotient, Vector512.Create(-White), x);
        return Vector512.FusedMultiplyAdd(remainder, reciprocal, quotient);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quotient(Vector256<int> bytes)
    {
        var x = Vector256.ConvertToSingle(bytes);
        var reciprocal = Vector256.Create(1 / White);
        var quotient = x * reciprocal;
        var remainder = Vector256.FusedMultiplyAdd(quotient, Vector256.Create(-White), x);
        return Vector256.FusedMultiplyAdd(remainder, reciprocal, quotient);
    }
}
