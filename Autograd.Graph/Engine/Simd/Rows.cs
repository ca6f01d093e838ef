using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Simd;

/// <summary>One vector.</summary>
internal unsafe struct Row1<TLanes, TVector, T> : IRow<Row1<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    private TVector x0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TLanes, TVector, T> Load(T* source, nint edge) => new()
    {
        x0 = TLanes.Load(source),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Row1<TLanes, TVector, T> sum, T* factor, Row1<TLanes, TVector, T> row)
    {
        var a = TLanes.Broadcast(factor);
        sum.x0 = TLanes.FusedMultiplyAdd(a, row.x0, sum.x0);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row1<TLanes, TVector, T> Sum(Row1<TLanes, TVector, T> left, Row1<TLanes, TVector, T> right) => new()
    {
        x0 = TLanes.Add(left.x0, right.x0),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row1<TLanes, TVector, T> row, T* target, nint edge)
    {
        TLanes.Store(row.x0, target);
    }
}

/// <summary>Two vectors.</summary>
internal unsafe struct Row2<TLanes, TVector, T> : IRow<Row2<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    private TVector x0, x1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TLanes, TVector, T> Load(T* source, nint edge) => new()
    {
        x0 = TLanes.Load(source),
        x1 = TLanes.Load(source + edge),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Row2<TLanes, TVector, T> sum, T* factor, Row2<TLanes, TVector, T> row)
    {
        var a = TLanes.Broadcast(factor);
        sum.x0 = TLanes.FusedMultiplyAdd(a, row.x0, sum.x0);
        sum.x1 = TLanes.FusedMultiplyAdd(a, row.x1, sum.x1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row2<TLanes, TVector, T> Sum(Row2<TLanes, TVector, T> left, Row2<TLanes, TVector, T> right) => new()
    {
        x0 = TLanes.Add(left.x0, right.x0),
        x1 = TLanes.Add(left.x1, right.x1),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row2<TLanes, TVector, T> row, T* target, nint edge)
    {
        TLanes.Store(row.x0, target);
        TLanes.Store(row.x1, target + edge);
    }
}

/// <summary>Three vectors.</summary>
internal unsafe struct Row3<TLanes, TVector, T> : IRow<Row3<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    private TVector x0, x1, x2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TLanes, TVector, T> Load(T* source, nint edge) => new()
    {
        x0 = TLanes.Load(source),
        x1 = TLanes.Load(source + TLanes.Count),
        x2 = TLanes.Load(source + edge),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Row3<TLanes, TVector, T> sum, T* factor, Row3<TLanes, TVector, T> row)
    {
        var a = TLanes.Broadcast(factor);
        sum.x0 = TLanes.FusedMultiplyAdd(a, row.x0, sum.x0);
        sum.x1 = TLanes.FusedMultiplyAdd(a, row.x1, sum.x1);
        sum.x2 = TLanes.FusedMultiplyAdd(a, row.x2, sum.x2);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row3<TLanes, TVector, T> Sum(Row3<TLanes, TVector, T> left, Row3<TLanes, TVector, T> right) => new()
    {
        x0 = TLanes.Add(left.x0, right.x0),
        x1 = TLanes.Add(left.x1, right.x1),
        x2 = TLanes.Add(left.x2, right.x2),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row3<TLanes, TVector, T> row, T* target, nint edge)
    {
        TLanes.Store(row.x0, target);
        TLanes.Store(row.x1, target + TLanes.Count);
        TLanes.Store(row.x2, target + edge);
    }
}

/// <summary>Four vectors.</summary>
internal unsafe struct Row4<TLanes, TVector, T> : IRow<Row4<TLanes, TVector, T>, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    private TVector x0, x1, x2, x3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TLanes, TVector, T> Load(T* source, nint edge) => new()
    {
        x0 = TLanes.Load(source),
        x1 = TLanes.Load(source + TLanes.Count),
        x2 = TLanes.Load(source + 2 * TLanes.Count),
        x3 = TLanes.Load(source + edge),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref Row4<TLanes, TVector, T> sum, T* factor, Row4<TLanes, TVector, T> row)
    {
        var a = TLanes.Broadcast(factor);
        sum.x0 = TLanes.FusedMultiplyAdd(a, row.x0, sum.x0);
        sum.x1 = TLanes.FusedMultiplyAdd(a, row.x1, sum.x1);
        sum.x2 = TLanes.FusedMultiplyAdd(a, row.x2, sum.x2);
        sum.x3 = TLanes.FusedMultiplyAdd(a, row.x3, sum.x3);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Row4<TLanes, TVector, T> Sum(Row4<TLanes, TVector, T> left, Row4<TLanes, TVector, T> right) => new()
    {
        x0 = TLanes.Add(left.x0, right.x0),
        x1 = TLanes.Add(left.x1, right.x1),
        x2 = TLanes.Add(left.x2, right.x2),
        x3 = TLanes.Add(left.x3, right.x3),
    };

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Row4<TLanes, TVector, T> row, T* target, nint edge)
    {
        TLanes.Store(row.x0, target);
        TLanes.Store(row.x1, target + TLanes.Count);
        TLanes.Store(row.x2, target + 2 * TLanes.Count);
        TLanes.Store(row.x3, target + edge);
    }
}
