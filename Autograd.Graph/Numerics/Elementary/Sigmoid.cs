using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    /// <remarks>
    /// With t = e^-|x|, which cannot overflow, it is 1 / (1 + t) or, for negative x, t / (1 + t), which keeps its
    /// relative accuracy down to the subnormals: at most 2.35 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        var t = ExpClamped(Vector512.MaxNative(-Vector512.Abs(x), Vector512.Create(-104f)));
        var one = Vector512<float>.One;
        var top = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), t, one);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), top / (one + t), Vector512.Create(float.NaN));
    }

    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    /// <remarks>
    /// With t = e^-|x|, which cannot overflow, it is 1 / (1 + t) or, for negative x, t / (1 + t), which keeps its
    /// relative accuracy down to the subnormals: at most 2.0 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        var t = ExpClamped(Vector512.MaxNative(-Vector512.Abs(x), Vector512.Create(-746.0)));
        var one = Vector512<double>.One;
        var top = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), t, one);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), top / (one + t), Vector512.Create(double.NaN));
    }
}
