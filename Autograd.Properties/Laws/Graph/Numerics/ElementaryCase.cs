using System.Runtime.Intrinsics;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// An elementary function and what it is held against. One in a static property of any class is found by
/// <see cref="ElementaryCases"/>.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Single">The function of vectors of <c>float</c>.</param>
/// <param name="Double">The function of vectors of <c>double</c>.</param>
/// <param name="Estimate">Good to some ulps of a double, far below one of a float.</param>
/// <param name="Exact">The exact value.</param>
internal sealed record ElementaryCase(
    string Name,
    Func<Vector512<float>, Vector512<float>> Single,
    Func<Vector512<double>, Vector512<double>> Double,
    Func<double, double> Estimate,
    Func<double, ExactReference.Real> Exact)
{
    /// <summary>The most ulps that a result of <c>float</c> and of <c>double</c> is off.</summary>
    public (double Single, double Double)? Ulps { get; init; }

    /// <summary>Special values, as <c>argument:result</c>.</summary>
    public string? Specials { get; init; }

    /// <summary>The hash of the results over a sweep: the same on every machine.</summary>
    public ulong Bits { get; init; }

    /// <summary>Whether a tiny argument is its own result.</summary>
    public bool KeepsTiny { get; init; }

    /// <summary>
    /// The largest argument for the exact value: beyond, a result is 0, 1, −1 or infinite, as the special values tell.
    /// </summary>
    public double Limit { get; init; } = double.MaxValue;

    /// <summary>The op of the function, for laws that need one; null for a case that they have by themselves.</summary>
    public Op? Op { get; init; }

    /// <summary>The derivative by System.Math, where there is an op.</summary>
    public Func<double, double>? Derivative { get; init; }
}
