using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Simd;

/// <summary>The vector registers of this machine.</summary>
internal static class Registers<T>
    where T : unmanaged
{
    /// <summary>The numbers in a vector.</summary>
    internal static int Width =>
        Vector512.IsHardwareAccelerated ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? Vector256<T>.Count
        : Vector128<T>.Count;

    /// <summary>Whether there are 32 registers, and not 16.</summary>
    internal static bool AreMany => Vector512.IsHardwareAccelerated || AdvSimd.Arm64.IsSupported;

    /// <summary>
    /// The registers that hold sums in a register tile: three quarters of all. The others hold a row of B and a number
    /// of A.
    /// </summary>
    internal static int Accumulators => AreMany ? 24 : 12;
}
