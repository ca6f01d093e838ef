using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The natural logarithm of 1 + x.</summary>
    /// <remarks>
    /// 1 + x = 2^e (1 + f), where f = 2^-e x + (2^-e - 1) loses nothing, being fused, with its rounding error added
    /// back; then as <see cref="Log(Vector512{float})"/>: at most 0.95 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        var u = Vector512<float>.One + x;
        var biased = (u.AsInt32() + Vector512.Create(OneSingle - SqrtHalfSingle)) >>> 23;
        var e = Vector512.ConvertToSingle(biased) - Vector512.Create(127f);
        // 4 * 2^-e, since 2^-e itself may be subnormal.
        var scale = ((Vector512.Create(256) - biased) << 23).AsSingle();
        var quarter = x * Vector512.Create(0.25f);
        var shift = Vector512.FusedMultiplyAdd(scale, Vector512.Create(0.25f), Vector512.Create(-1f));
        var f = Vector512.FusedMultiplyAdd(quarter, scale, shift);
        var lost = Vector512.FusedMultiplyAdd(quarter, scale, shift - f);
        var low = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2LowSingle), lost);
        var result = LogSpecial(u, x, LogReduced(f, e, low));
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-9f)), x, result);
    }

    /// <summary>The natural logarithm of 1 + x.</summary>
    /// <remarks>
    /// 1 + x = 2^e (1 + f), where f = 2^-e x + (2^-e - 1) loses nothing, being fused, with its rounding error added
    /// back; then as <see cref="Log(Vector512{double})"/>: at most 0.8 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x)
    {
        var u = Vector512<double>.One + x;
        var biased = (u.AsInt64() + Vector512.Create(OneDouble - SqrtHalfDouble)) >>> 52;
        var e = SmallToDouble(biased - Vector512.Create(1023L));
        var scale = ((Vector512.Create(2048L) - biased) << 52).AsDouble();
        var quarter = x * Vector512.Create(0.25);
        var shift = Vector512.FusedMultiplyAdd(scale, Vector512.Create(0.25), Vector512.Create(-1.0));
        var f = Vector512.FusedMultiplyAdd(quarter, scale, shift);
        var lost = Vector512.FusedMultiplyAdd(quarter, scale, shift - f);
        var low = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2LowDouble), lost);
        var result = LogSpecial(u, x, LogReduced(f, e, low));
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-18)), x, result);
    }
}
