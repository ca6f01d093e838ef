using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

/// <summary>The number system of <c>float</c> or <c>double</c>.</summary>
/// <remarks>
/// An elementary function is one lane of the vector function, so that a number and a vector of it have the same bits.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public readonly partial struct Real<T> : INumberSystem<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static T FromReal(double value) => T.CreateTruncating(value);

    /// <inheritdoc/>
    public static T Add(T a, T b) => a + b;

    /// <inheritdoc/>
    public static T Subtract(T a, T b) => a - b;

    /// <inheritdoc/>
    public static T Multiply(T a, T b) => a * b;

    /// <inheritdoc/>
    public static T Divide(T a, T b) => a / b;

    /// <inheritdoc/>
    public static T MultiplyAdd(T a, T b, T c) => T.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    public static T Negate(T a) => -a;

    /// <inheritdoc/>
    public static T Abs(T a) => T.Abs(a);

    /// <inheritdoc/>
    public static T Sqrt(T a) => T.Sqrt(a);

    /// <inheritdoc/>
    public static T Greater(T a, T b) => a > b ? T.One : T.Zero;

    /// <inheritdoc/>
    public static T GreaterOrEqual(T a, T b) => a >= b ? T.One : T.Zero;

    /// <inheritdoc/>
    public static T Equal(T a, T b) => a == b ? T.One : T.Zero;

    /// <inheritdoc/>
    public static T Select(T mask, T a, T b) => mask != T.Zero ? a : b;

    /// <inheritdoc/>
    public static T Maximum(T a, T b) => a > b || T.IsNaN(a) ? a : b;

    /// <inheritdoc/>
    public static T Minimum(T a, T b) => a < b || T.IsNaN(a) ? a : b;

    /// <inheritdoc/>
    public static bool IsTrue(T mask) => mask != T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Lane(T a) => Vector512.Create(a);
}
