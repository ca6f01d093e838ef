namespace Autograd.Graph.Engine.Simd;

/// <summary>
/// The operations that kernels need of a vector, chosen by type so that one kernel serves every width.
/// Each lane computes on its own, so results do not depend on the width.
/// </summary>
internal unsafe interface ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    public static abstract int Count { get; }

    /// <summary>The vector of the <see cref="Count"/> numbers at <paramref name="source"/>.</summary>
    public static abstract TVector Load(T* source);

    /// <summary>
    /// The first <paramref name="count"/> numbers at <paramref name="source"/>, and zeros. Other numbers there might be
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
    /// The larger number in each lane, as in <see cref="Numerics.Real{T}"/>: a left NaN, else a right NaN, and of two
    /// zeros the right one.
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
    /// The mask of some bits from bit <c>first</c> on, which is a multiple of the number of lanes; other bits are
    /// ignored.
    /// </summary>
    public static abstract TVector Mask(ulong bits, int first);

    /// <summary>Lanes 0, 2, 4 … of two neighbouring vectors.</summary>
    public static abstract TVector Even(TVector first, TVector second);

    /// <summary>Interleaves the even and odd lanes of two neighbouring vectors, and gives the first vector.</summary>
    public static abstract TVector Lower(TVector even, TVector odd);

    /// <summary>Interleaves the even and odd lanes of two neighbouring vectors, and gives the second vector.</summary>
    public static abstract TVector Upper(TVector even, TVector odd);

    /// <summary><c>left * right + addend</c>, rounded once.</summary>
    public static abstract TVector FusedMultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Writes all lanes.</summary>
    public static abstract void Store(TVector value, T* target);

    /// <summary>Writes the first <paramref name="count"/> lanes.</summary>
    public static abstract void Store(TVector value, T* target, nint count);
}
