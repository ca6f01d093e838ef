using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Simd;

/// <summary>
/// A row shorter than one vector: <c>edge</c> is its length, and nothing beyond is read or written.
/// </summary>
internal unsafe struct RowPart<TLanes, TVector, T> : IRow<RowPart<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    private TVector x0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowPart<TLanes, TVector, T> Load(T* source, nint edge) =>
        new() { x0 = TLanes.Load(source, edge) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(
        ref RowPart<TLanes, TVector, T> sum, T* factor, RowPart<TLanes, TVector, T> row) =>
        sum.x0 = TLanes.FusedMultiplyAdd(TLanes.Broadcast(factor), row.x0, sum.x0);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowPart<TLanes, TVector, T> Sum(RowPart<TLanes, TVector, T> left, RowPart<TLanes, TVector,
        T> right) =>
        new() { x0 = TLanes.Add(left.x0, right.x0) };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(RowPart<TLanes, TVector, T> row, T* target, nint edge) =>
        TLanes.Store(row.x0, target, edge);
}
