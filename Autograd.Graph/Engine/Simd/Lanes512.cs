using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Simd;

/// <summary>512-bit lanes: 16 floats or 8 doubles.</summary>
internal readonly unsafe struct Lanes512<T> : ILanes<Vector512<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Count => Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source, nint count) =>
        typeof(T) == typeof(float)
            ? Avx512F.MaskLoad((float*)source, First((int)count).AsSingle(), Vector512<float>.Zero).As<float, T>()
            : Avx512F.MaskLoad((double*)source, First((long)count).AsDouble(), Vector512<double>.Zero).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T* source) => Vector512.Create(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> From(nint lane) => typeof(T) == typeof(float)
        ? Vector512.GreaterThanOrEqual(Vector512<int>.Indices, Vector512.Create((int)lane)).As<int, T>()
        : Vector512.GreaterThanOrEqual(Vector512<long>.Indices, Vector512.Create((long)lane)).As<long, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> inside, Vector512<T> outside) =>
        Vector512.ConditionalSelect(mask, inside, outside);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Maximum(Vector512<T> left, Vector512<T> right) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(left, right) | ~Vector512.Equals(left, left), left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Equal(Vector512<T> left, Vector512<T> right) => Vector512.Equals(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> left, Vector512<T> right) => left + right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> left, Vector512<T> right) => left / right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector512<T> mask) => mask.ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(ulong bits, int first)
    {
        if (typeof(T) == typeof(float))
        {
            var each = Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
            return Vector512.Equals(Vector512.Create((int)(bits >> first)) & each, each).As<int, T>();
        }

        var every = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)(bits >> first)) & every, every).As<long, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Even(Vector512<T> first, Vector512<T> second) => typeof(T) == typeof(float)
        ? Avx512F.PermuteVar16x32x2(first.AsSingle(), Vector512.Create(
            0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), second.AsSingle()).As<float, T>()
        : Avx512F.PermuteVar8x64x2(first.AsDouble(), Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14), second.AsDouble())
        .As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Lower(Vector512<T> even, Vector512<T> odd) => typeof(T) == typeof(float)
        ? Avx512F.PermuteVar16x32x2(even.AsSingle(),
            Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), odd.AsSingle()).As<float, T>()
        : Avx512F.PermuteVar8x64x2(even.AsDouble(), Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11), odd.AsDouble())
        .As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Upper(Vector512<T> even, Vector512<T> odd) => typeof(T) == typeof(float)
        ? Avx512F.PermuteVar16x32x2(even.AsSingle(), Vector512.Create(
            8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), odd.AsSingle()).As<float, T>()
        : Avx512F.PermuteVar8x64x2(even.AsDouble(), Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15), odd.AsDouble())
        .As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FusedMultiplyAdd(Vector512<T> left, Vector512<T> right, Vector512<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector512.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* target) => value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* target, nint count)
    {
        if (typeof(T) == typeof(float))
            Avx512F.MaskStore((float*)target, First((int)count).AsSingle(), value.AsSingle());
        else
            Avx512F.MaskStore((double*)target, First((long)count).AsDouble(), value.AsDouble());
    }

    private static Vector512<TIndex> First<TIndex>(TIndex count)
        where TIndex : unmanaged =>
        Vector512.LessThan(Vector512<TIndex>.Indices, Vector512.Create(count));
}
