using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

// What Sin and Cos share: x = n pi/2 + r, and sin r and cos r for |r| at most pi/4.
internal static partial class Elementary
{
    private const float TwoOverPiSingle = 0.636619772f;
    private const double TwoOverPiDouble = 0.6366197723675814;

    // Up to here Cody and Waite's three-part pi/2 loses nothing; beyond, more digits of 2/pi are needed.
    private const float FewTurnsSingle = 1e5f;
    private const double FewTurnsDouble = 1e5;

    /// <summary>sin(x + quarters pi/2), NaN where x is infinite or NaN; the sign of zero is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SinShifted(Vector512<float> x, int quarters)
    {
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(TwoOverPiSingle), Vector512.Create(RounderSingle));
        var n = rounded - Vector512.Create(RounderSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.57079637f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(4.37113883e-08f), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.71512451e-15f), r);
        var result = SinReduced(r, rounded.AsInt32() + Vector512.Create(quarters));
        var few = Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(FewTurnsSingle));
        // A lane's result never depends on the others: the slow path only fills in the lanes that need it.
        return few.AsInt32() == Vector512<int>.AllBitsSet ? result
            : Vector512.ConditionalSelect(few, result, SinManyTurns(x, quarters));
    }

    /// <inheritdoc cref="SinShifted(Vector512{float}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SinShifted(Vector512<double> x, int quarters)
    {
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(TwoOverPiDouble), Vector512.Create(RounderDouble));
        var n = rounded - Vector512.Create(RounderDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.5707963267948966), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.123233995736766e-17), r);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(1.4973849048591698e-33), r);
        var result = SinReduced(r, rounded.AsInt64() + Vector512.Create((long)quarters));
        var few = Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(FewTurnsDouble));
        return few.AsInt64() == Vector512<long>.AllBitsSet ? result
            : Vector512.ConditionalSelect(few, result, SinManyTurns(x, quarters));
    }

    /// <summary>sin(r + n pi/2) for |r| at most pi/4: polynomials with relative errors 2^-28 and 2^-33.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SinReduced(Vector512<float> r, Vector512<int> n)
    {
        var z = r * r;
        var s = Vector512.FusedMultiplyAdd(Vector512.Create(-0.000195180954f), z, Vector512.Create(0.00833218824f));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(-0.166666552f));
        var sin = Vector512.FusedMultiplyAdd(s, z * r, r);
        var c = Vector512.FusedMultiplyAdd(Vector512.Create(2.44323273e-05f), z, Vector512.Create(-0.00138873095f));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(0.0416666456f));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-0.5f));
        var cos = Vector512.FusedMultiplyAdd(c, z, Vector512<float>.One);
        var odd = Vector512.Equals(n & Vector512<int>.One, Vector512<int>.One);
        var sign = (n & Vector512.Create(2)) << 30;
        return (Vector512.ConditionalSelect(odd.AsSingle(), cos, sin).AsInt32() ^ sign).AsSingle();
    }

    /// <summary>sin(r + n pi/2) for |r| at most pi/4: polynomials with relative errors 2^-58 and 2^-64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SinReduced(Vector512<double> r, Vector512<long> n)
    {
        var z = r * r;
        var s = Vector512.FusedMultiplyAdd(
            Vector512.Create(1.5895438945566867e-10), z, Vector512.Create(-2.5050734467343786e-08));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(2.7557313538863872e-06));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(-0.00019841269829359035));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(0.00833333333332184));
        s = Vector512.FusedMultiplyAdd(s, z, Vector512.Create(-0.1666666666666663));
        var sin = Vector512.FusedMultiplyAdd(s, z * r, r);
        var c = Vector512.FusedMultiplyAdd(
            Vector512.Create(-1.1358677908269339e-11), z, Vector512.Create(2.0875704173539033e-09));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-2.755731420942686e-07));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(2.480158728898177e-05));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-0.0013888888888873322));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(0.041666666666666595));
        c = Vector512.FusedMultiplyAdd(c, z, Vector512.Create(-0.5));
        var cos = Vector512.FusedMultiplyAdd(c, z, Vector512<double>.One);
        var odd = Vector512.Equals(n & Vector512<long>.One, Vector512<long>.One);
        var sign = (n & Vector512.Create(2L)) << 62;
        return (Vector512.ConditionalSelect(odd.AsDouble(), cos, sin).AsInt64() ^ sign).AsDouble();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<float> SinManyTurns(Vector512<float> x, int quarters)
    {
        var (r, n) = (Vector512<float>.Zero, Vector512<int>.Zero);
        for (var lane = 0; lane < Vector512<float>.Count; lane++)
        {
            var (reduced, turn) = Reduce(x[lane]);
            r = r.WithElement(lane, (float)reduced);
            n = n.WithElement(lane, turn + quarters);
        }

        var finite = Vector512.LessThan(Vector512.Abs(x), Vector512.Create(float.PositiveInfinity));
        return Vector512.ConditionalSelect(finite, SinReduced(r, n), Vector512.Create(float.NaN));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> SinManyTurns(Vector512<double> x, int quarters)
    {
        var (r, n) = (Vector512<double>.Zero, Vector512<long>.Zero);
        for (var lane = 0; lane < Vector512<double>.Count; lane++)
        {
            var (reduced, turn) = Reduce(x[lane]);
            r = r.WithElement(lane, reduced);
            n = n.WithElement(lane, turn + quarters);
        }

        var finite = Vector512.LessThan(Vector512.Abs(x), Vector512.Create(double.PositiveInfinity));
        return Vector512.ConditionalSelect(finite, SinReduced(r, n), Vector512.Create(double.NaN));
    }

    /// <summary>The r and n modulo 4 of x = r + n pi/2, for a finite |x| above <see cref="FewTurnsDouble"/>.</summary>
    /// <remarks>
    /// Payne and Hanek's method: x = m 2^e times those 192 bits of 2/pi that neither make a multiple of 4 nor fall
    /// below what matters, in integers modulo 2^192.
    /// </remarks>
    private static (double R, int N) Reduce(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)((bits >> 52) & 0x7FF);
        if (exponent == 0x7FF || Math.Abs(x) <= FewTurnsDouble) return (0, 0);
        var m = ((ulong)bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;

        // The window's first bit weighs 2 in x 2/pi; the table begins with 64 zeros, left of the binary point.
        var start = exponent - 1075 - 2 + 64;
        var (word, shift) = (start >> 6, start & 63);
        ulong Window(int i) => (TwoOverPi[word + i] << shift) | (TwoOverPi[word + i + 1] >> 1 >> (63 - shift));
        var carry1 = Math.BigMul(m, Window(2), out var low);
        var carry0 = Math.BigMul(m, Window(1), out var middle);
        middle += carry1;
        var high = (m * Window(0)) + carry0 + (middle < carry1 ? 1UL : 0);

        // Two integer bits, then a fraction, which is taken from [-1/2, 1/2).
        var n = (int)((high + 0x2000000000000000) >> 62);
        high = (high << 2) | (middle >> 62);
        middle = (middle << 2) | (low >> 62);
        var negative = (long)high < 0;
        if (negative) (high, middle) = (~high, ~middle);
        var zeros = System.Numerics.BitOperations.LeadingZeroCount(high);
        if (zeros > 0) (high, middle) = ((high << zeros) | (middle >> (64 - zeros)), middle << zeros);

        // The first 53 bits and the next 53, each exact, times pi/2.
        var scale = BitConverter.Int64BitsToDouble((long)(1023 - zeros) << 52);
        var top = (high >> 11) * (1.0 / (1L << 53)) * scale;
        var rest = (((high & 0x7FF) << 42) | (middle >> 22)) * (1.0 / (1L << 53) / (1L << 53)) * scale;
        var product = top * 1.5707963267948966;
        var error = Math.FusedMultiplyAdd(top, 1.5707963267948966, -product);
        var r = product + (error + ((rest * 1.5707963267948966) + (top * 6.123233995736766e-17)));
        return negative ^ bits < 0 ? (-r, bits < 0 ? -n & 3 : n & 3) : (r, bits < 0 ? -n & 3 : n & 3);
    }

    // 64 zero bits, then the first 1280 bits of 2/pi.
    private static ReadOnlySpan<ulong> TwoOverPi =>
    [
        0,
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561, 0xB7246E3A424DD2E0,
        0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484, 0xE99C7026B45F7E41, 0x3991D639835339F4,
        0x9C845F8BBDF9283B, 0x1FF897FFDE05980F, 0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D,
        0x7527BAC7EBE5F17B, 0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];
}
