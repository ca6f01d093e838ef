namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The operations that kernels need of a vector, chosen by type so that one kernel serves every width.
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

    /// <summary>
    /// The larger in each lane, as <see cref="Numerics.Real{T}"/> has it: a left NaN before all, of zeros the right
    /// one.
    /// </summary>
    public static abstract TVector Maximum(TVector left, TVector right);

    /// <summary>A mask of the lanes in which both are equal.</summary>
    public static abstract TVector Equal(TVector left, TVector right);

    /// <summary>The sum in each lane.</summary>
    public static abstract TVector Add(TVector left, TVector right);

    /// <summary>The quotient in each lane.</summary>
    public static abstract TVector Divide(TVector left, TVector right);

    /// <summary>A bit for each lane of a mask, the lowest for the first.</summary>
    public static abstract ulong Bits(TVector mask);

    /// <summary>
    /// The mask of some bits, beginning with one of which the number is a multiple of the lanes; others do not count.
    /// </summary>
    public static abstract TVector Mask(ulong bits, int first);

    /// <summary>Lanes 0, 2, 4 … of two neighbouring vectors.</summary>
    public static abstract TVector Even(TVector first, TVector second);

    /// <summary>The first of two neighbouring vectors of which these are the even and the odd lanes.</summary>
    public static abstract TVector Lower(TVector even, TVector odd);

    /// <summary>The second of two neighbouring vectors of which these are the even and the odd lanes.</summary>
    public static abstract TVector Upper(TVector even, TVector odd);

    /// <summary><c>left * right + addend</c>, rounded once.</summary>
    public static abstract TVector FusedMultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Writes all lanes.</summary>
    public static abstract void Store(TVector value, T* target);

    /// <summary>Writes the first <paramref name="count"/> lanes.</summary>
    public static abstract void Store(TVector value, T* target, nint count);
}
