namespace Autograd.Graph.Engine.Simd;

/// <summary>
/// Part of a matrix row, held in vectors. The last vector starts <c>edge</c> elements after the first. If the part is
/// not whole vectors, the last two vectors overlap and hold the same bits there.
/// </summary>
internal unsafe interface IRow<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <summary>The stretch at <paramref name="source"/>.</summary>
    public static abstract TRow Load(T* source, nint edge);

    /// <summary>
    /// Adds <paramref name="factor"/> times <paramref name="row"/> to <paramref name="sum"/>, rounding once.
    /// </summary>
    public static abstract void Add(ref TRow sum, T* factor, TRow row);

    /// <summary>The sum of two rows, number by number.</summary>
    public static abstract TRow Sum(TRow left, TRow right);

    /// <summary>Writes the stretch.</summary>
    public static abstract void Store(TRow row, T* target, nint edge);
}
