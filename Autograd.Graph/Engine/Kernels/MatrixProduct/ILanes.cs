namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The operations that products need of a vector, chosen by type so that one kernel serves every width.
/// Each lane computes on its own, so results do not depend on the width.
/// </summary>
internal unsafe interface ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>How many numbers a vector holds.</summary>
    public static abstract int Count { get; }

    /// <summary>The vector of the <see cref="Count"/> numbers at <paramref name="source"/>.</summary>
    public static abstract TVector Load(T* source);

    /// <summary>
    /// The first <paramref name="count"/> numbers at <paramref name="source"/>, and zeros: what lies beyond might be
    /// subnormal, which costs a hundred cycles in each multiplication.
    /// </summary>
    public static abstract TVector Load(T* source, nint count);

    /// <summary>The number at <paramref name="source"/> in every lane.</summary>
    public static abstract TVector Broadcast(T* source);

    /// <summary>A mask of the lanes from <paramref name="lane"/> on.</summary>
    public static abstract TVector From(nint lane);

    /// <summary>The lanes of one vector where the mask is, of another elsewhere.</summary>
    public static abstract TVector Select(TVector mask, TVector inside, TVector outside);

    /// <summary><c>left * right + addend</c>, rounded once.</summary>
    public static abstract TVector FusedMultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Writes all lanes.</summary>
    public static abstract void Store(TVector value, T* target);

    /// <summary>Writes the first <paramref name="count"/> lanes.</summary>
    public static abstract void Store(TVector value, T* target, nint count);
}
