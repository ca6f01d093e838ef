using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Simd;

/// <summary>256-bit lanes: 8 floats or 4 doubles.</summary>
internal readonly unsafe struct Lanes256<T> : ILanes<Vector256<T>, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static int Count => Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source, nint count) =>
        typeof(T) == typeof(float)
            ? Avx.MaskLoad((float*)source, First((int)count).AsSingle()).As<float, T>()
            : Avx.MaskLoad((double*)source, First((long)count).AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T* source) => Vector256.Create(*source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> From(nint lane) => typeof(T) == typeof(float)
        ? Vector256.GreaterThanOrEqual(Vector256<int>.Indices, Vector256.Create((int)lane)).As<int, T>()
        : Vector256.GreaterThanOrEqual(Vector256<long>.Indices, Vector256.Create((long)lane)).As<long, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> inside, Vector256<T> outside) =>
        Vector256.ConditionalSelect(mask, inside, outside);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Maximum(Vector256<T> left, Vector256<T> right) =>
        typeof(T) == typeof(float)
            ? Vector256.ConditionalSelect(Vector256.Equals(left.AsSingle(), left.AsSingle()),
                Avx.Max(left.AsSingle(), right.AsSingle()), left.AsSingle()).As<float, T>()
            : Vector256.ConditionalSelect(Vector256.Equals(left.AsDouble(), left.AsDouble()),
                Avx.Max(left.AsDouble(), right.AsDouble()), left.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Equal(Vector256<T> left, Vector256<T> right) => Vector256.Equals(left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> left, Vector256<T> right) => left + right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> left, Vector256<T> right) => left / right;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Bits(Vector256<T> mask) => mask.ExtractMostSignificantBits();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Mask(ulong bits, int first)
    {
        if (typeof(T) == typeof(float))
        {
            // The constants of four masks cover 32 bits; the higher bits are shifted down first.
            if (first > 24) return Mask(bits >> 32, first - 32);
            var each = first switch
            {
                0 => Vector256.Create(1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7),
                8 => Vector256.Create(1 << 8, 1 << 9, 1 << 10, 1 << 11, 1 << 12, 1 << 13, 1 << 14, 1 << 15),
                16 => Vector256.Create(1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23),
                _ => Vector256.Create(1 << 24, 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30, 1 << 31),
            };
            return Vector256.Equals(Vector256.Create((int)bits) & each, each).As<int, T>();
        }

        var every = Vector256.Create(1L, 2, 4, 8);
        return Vector256.Equals(Vector256.Create((long)(bits >> first)) & every, every).As<long, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Even(Vector256<T> first, Vector256<T> second) => Halves(typeof(T) == typeof(float)
        ? Avx.Shuffle(first.AsSingle(), second.AsSingle(), 0b10_00_10_00).AsDouble()
        : Avx.UnpackLow(first.AsDouble(), second.AsDouble()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lower(Vector256<T> even, Vector256<T> odd) => typeof(T) == typeof(float)
        ? Avx.Permute2x128(Avx.UnpackLow(even.AsSingle(), odd.AsSingle()),
            Avx.UnpackHigh(even.AsSingle(), odd.AsSingle()), 0x20).As<float, T>()
        : Avx.Permute2x128(Avx.UnpackLow(even.AsDouble(), odd.AsDouble()),
            Avx.UnpackHigh(even.AsDouble(), odd.AsDouble()), 0x20).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Upper(Vector256<T> even, Vector256<T> odd) => typeof(T) == typeof(float)
        ? Avx.Permute2x128(Avx.UnpackLow(even.AsSingle(), odd.AsSingle()),
            Avx.UnpackHigh(even.AsSingle(), odd.AsSingle()), 0x31).As<float, T>()
        : Avx.Permute2x128(Avx.UnpackLow(even.AsDouble(), odd.AsDouble()),
            Avx.UnpackHigh(even.AsDouble(), odd.AsDouble()), 0x31).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FusedMultiplyAdd(Vector256<T> left, Vector256<T> right, Vector256<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector256.FusedMultiplyAdd(left.AsSingle(), right.AsSingle(), addend.AsSingle()).As<float, T>()
            : Vector256.FusedMultiplyAdd(left.AsDouble(), right.AsDouble(), addend.AsDouble()).As<double, T>();

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* target) => value.Store(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* target, nint count)
    {
        if (typeof(T) == typeof(float))
            Avx.MaskStore((float*)target, First((int)count).AsSingle(), value.AsSingle());
        else
            Avx.MaskStore((double*)target, First((long)count).AsDouble(), value.AsDouble());
    }

    private static Vector256<TIndex> First<TIndex>(TIndex count)
        where TIndex : unmanaged =>
        Vector256.LessThan(Vector256<TIndex>.Indices, Vector256.Create(count));

    // Each half holds numbers of both operands. Moves those of the first operand into the first half.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Halves(Vector256<double> mixed) =>
        Avx2.Permute4x64(mixed, 0b11_01_10_00).As<double, T>();
}
