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
    static abstract TRow Load(T* source, nint edge);

    /// <summary><paramref name="sum"/> plus <paramref name="factor"/> times <paramref name="row"/>, rounded once.</summary>
    static abstract TRow Add(TRow sum, T* factor, TRow row);

    /// <summary>Writes the stretch.</summary>
    static abstract void Store(TRow row, T* target, nint edge);
}
