namespace Autograd.Graph.Numerics;

/// <summary>
/// The operations that scalar definitions are written with, over numbers or over whole vectors of numbers.
/// </summary>
/// <remarks>
/// One definition of an operation thereby serves every interpreter: the exact ones, the differentiating ones and the
/// vectorised kernels. A comparison gives 1 where it holds and 0 where it does not.
/// </remarks>
/// <typeparam name="T">A number, or a vector of numbers.</typeparam>
public partial interface IArithmetic<T>
{
    /// <summary>The nearest number to a real one.</summary>
    static abstract T FromReal(double value);

    /// <summary>a + b.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T Subtract(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a / b.</summary>
    static abstract T Divide(T a, T b);

    /// <summary>a · b + c, rounded once where numbers round.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>−a.</summary>
    static abstract T Negate(T a);

    /// <summary>|a|.</summary>
    static abstract T Abs(T a);

    /// <summary>The square root.</summary>
    static abstract T Sqrt(T a);

    /// <summary>1 where a &gt; b, else 0.</summary>
    static abstract T Greater(T a, T b);

    /// <summary>1 where a ≥ b, else 0.</summary>
    static abstract T GreaterOrEqual(T a, T b);

    /// <summary>1 where a = b, else 0.</summary>
    static abstract T Equal(T a, T b);

    /// <summary>a where the mask is not 0, else b.</summary>
    static abstract T Select(T mask, T a, T b);

    /// <summary>The larger; b where they are equal; NaN where either is NaN.</summary>
    static abstract T Maximum(T a, T b);

    /// <summary>The smaller; b where they are equal; NaN where either is NaN.</summary>
    static abstract T Minimum(T a, T b);
}

/// <summary>An arithmetic of single numbers: what the reference interpreter computes with.</summary>
/// <typeparam name="T">The number.</typeparam>
public interface INumberSystem<T> : IArithmetic<T>
{
    /// <summary>Whether a mask element holds: it is not 0.</summary>
    static abstract bool IsTrue(T mask);
}
