using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The sine of x, an angle in radians.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.55 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) =>
        // A tiny x is its own result: this keeps the sign of zero.
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-5f)), x, SinShifted(x, 0));

    /// <summary>The sine of x, an angle in radians.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.4 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-9)), x, SinShifted(x, 0));
}
