using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The cosine of x, an angle in radians: sin(x + pi/2), the quarter added after the reduction.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.55 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => SinShifted(x, 1);

    /// <summary>The cosine of x, an angle in radians: sin(x + pi/2), the quarter added after the reduction.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.4 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x) => SinShifted(x, 1);
}
