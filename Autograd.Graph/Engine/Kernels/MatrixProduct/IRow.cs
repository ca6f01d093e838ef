namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// A stretch of one matrix row held in vectors. The last vector starts <c>edge</c> elements after the first, so that a
/// stretch which is no whole number of vectors long is covered by letting the last two overlap: where they do, both
/// hold the same bits.
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
