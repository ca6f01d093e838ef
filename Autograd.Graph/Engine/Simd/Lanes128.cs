using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Engine.Simd;

/// <summary>128-bit lanes: 4 floats or 2 doubles; in software where the hardware has none.</summary>
internal readonly unsafe struct Lanes128<T> : ILanes<Vector128<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Count => Vector128<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source, nint count)
    {
        var value = Vector128<T>.Zero;
        for (var lane = 0; lane < count; lane++)
            value = value.WithElement(lane, source[lane]);
        return value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T* source) => Vector128.Create(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> From(nint lane) => typeof(T) == typeof(float)
        ? Vector128.GreaterThanOrEqual(Vector128<int>.Indices, Vector128.Create((int)lane)).As<int, T>()
        : Vector128.GreaterThanOrEqual(Vector128<long>.Indices, Vector128.Create((long)lane)).As<long, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> inside, Vector128<T> outside) =>
        Vector128.ConditionalSelect(mask, inside, outside);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Maximum(Vector128<T> left, Vector128<T> right) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right) | ~Vector128.Equals(left, left), left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Equal(Vector128<T> left, Vector128<T> right) => Vector128.Equals(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> left, Vector128<T> right) => left + right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> left, Vector128<T> right) => left / right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector128<T> mask) => mask.ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Mask(ulong bits, int first)
    {
        if (typeof(T) == typeof(float))
        {
            var each = Vector128.Create(1, 2, 4, 8);
            return Vector128.Equals(Vector128.Create((int)(bits >> first)) & each, each).As<int, T>();
        }

        var every = Vector128.Create(1L, 2);
        return Vector128.Equals(Vector128.Create((long)(bits >> first)) & every, every).As<long, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Even(Vector128<T> first, Vector128<T> second) =>
        Vector128.Create(Apart(first).GetLower(), Apart(second).GetLower());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Lower(Vector128<T> even, Vector128<T> odd) =>
        Apart(Vector128.Create(even.GetLower(), odd.GetLower()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Upper(Vector128<T> even, Vector128<T> odd) =>
        Apart(Vector128.Create(even.GetUpper(), odd.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FusedMultiplyAdd(Vector128<T> left, Vector128<T> right, Vector128<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector128.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector128.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* target) => value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* target, nint count)
    {
        for (var lane = 0; lane < count; lane++)
            target[lane] = value[lane];
    }

    // Moves even lanes before odd ones, by exchanging the two lanes in the middle of four; a second call restores the
    // order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Apart(Vector128<T> vector) =>
        typeof(T) == typeof(float) ? Vector128.Shuffle(vector.AsSingle(), Vector128.Create(0, 2, 1, 3)).As<float, T>()
            : vector;
}
