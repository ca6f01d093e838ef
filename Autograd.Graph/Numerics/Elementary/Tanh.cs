using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The hyperbolic tangent of x.</summary>
    /// <remarks>-u / (2 + u) with u = e^(-2|x|) - 1, and the sign of x, as in fdlibm: at most 2.5 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var sign = x & Vector512.Create(-0f);
        // From 10 on, the result is 1.
        var u = Expm1Clamped(Vector512.MaxNative(Vector512.Abs(x) * Vector512.Create(-2f), Vector512.Create(-20f)));
        var result = Vector512.Abs(u) / (Vector512.Create(2f) + u) | sign;
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(float.NaN));
    }

    /// <summary>The hyperbolic tangent of x.</summary>
    /// <remarks>-u / (2 + u) with u = e^(-2|x|) - 1, and the sign of x, as in fdlibm: at most 2.5 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        var sign = x & Vector512.Create(-0.0);
        // From 20 on, the result is 1.
        var u = Expm1Clamped(Vector512.MaxNative(Vector512.Abs(x) * Vector512.Create(-2.0), Vector512.Create(-40.0)));
        var result = Vector512.Abs(u) / (Vector512.Create(2.0) + u) | sign;
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(double.NaN));
    }
}
