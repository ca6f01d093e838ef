using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Simd;

/// <summary>How a register tile stores a row of its sums.</summary>
internal unsafe interface IStore<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <summary>Leaves a row at <paramref name="target"/>.</summary>
    public static abstract void Store(TRow row, T* target, nint edge);
}

/// <summary>Replaces the target.</summary>
internal readonly unsafe struct Replace<TRow, T> : IStore<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TRow row, T* target, nint edge) => TRow.Store(row, target, edge);
}

/// <summary>Adds to the target. All vectors are read before any is written, since the last two may overlap.</summary>
internal readonly unsafe struct AddTo<TRow, T> : IStore<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TRow row, T* target, nint edge) =>
        TRow.Store(TRow.Sum(TRow.Load(target, edge), row), target, edge);
}
