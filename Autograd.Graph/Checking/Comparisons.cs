using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>What a comparison of two derivatives says.</summary>
public enum Verdict
{
    /// <summary>They are equal within the tolerance.</summary>
    Agrees,

    /// <summary>They are not.</summary>
    Differs,

    /// <summary>Nothing: the point lies on a kink, or the differences are not accurate enough there.</summary>
    Undecided,
}

/// <summary>One coordinate of a gradient beside differences.</summary>
/// <param name="Parameter">The leaf's path.</param>
/// <param name="Index">The element's index along each axis.</param>
/// <param name="Analytic">The gradient there.</param>
/// <param name="Numerical">The derivative by differences.</param>
/// <param name="Verdict">What follows.</param>
public sealed record CoordinateCheck(
    string Parameter, ValueList<int> Index, double Analytic, double Numerical, Verdict Verdict)
{
    /// <summary>How far they are apart.</summary>
    public double Difference => Math.Abs(Analytic - Numerical);
}

/// <summary>The gradient of one leaf beside differences.</summary>
/// <param name="Path">Where the leaf is; empty for an expression itself.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Coordinates">The coordinates that were compared.</param>
public sealed record ParameterCheck(string Path, Shape Shape, ImmutableArray<CoordinateCheck> Coordinates)
{
    /// <summary>The coordinates that decided something.</summary>
    public IEnumerable<CoordinateCheck> Decided =>
        Coordinates.Where(coordinate => coordinate.Verdict != Verdict.Undecided);

    /// <summary>
    /// The mean of |analytic − numerical|: what the gradient check of <i>Deep Learning from Scratch</i>, section 5.7.4,
    /// prints. 0 over none.
    /// </summary>
    public double MeanDifference => Decided.Select(coordinate => coordinate.Difference).DefaultIfEmpty(0).Average();

    /// <summary>The coordinate that is farthest off; null where none decided anything.</summary>
    public CoordinateCheck? Worst => Decided.MaxBy(coordinate => coordinate.Difference);
}

/// <summary>Two ways to one derivative along a random direction.</summary>
/// <param name="What">What was compared with reverse mode, e.g. <c>forward mode</c>.</param>
/// <param name="IsIndependent">Whether that way uses no derivative rule: that two modes agree says little where both
/// may be wrong in the same way.</param>
/// <param name="Expected">By that way.</param>
/// <param name="Actual">By reverse mode.</param>
/// <param name="Difference">How far they are apart, in parts of the sum of the magnitudes of the terms.</param>
/// <param name="Verdict">What follows.</param>
public sealed record DirectionCheck(
    string What, bool IsIndependent, double Expected, double Actual, double Difference, Verdict Verdict);

/// <summary>The rule that is wrong.</summary>
/// <param name="Op">The operation's name.</param>
/// <param name="Rule">Its rule, e.g. <c>Vjp for input 0</c>.</param>
/// <param name="Index">The element of that input at which the rule is farthest off.</param>
/// <param name="Analytic">What the rule gives there.</param>
/// <param name="Numerical">What differences give.</param>
/// <param name="Expression">The smallest expression that still fails.</param>
/// <param name="Point">The values of its variables.</param>
public sealed record Culprit(
    string Op, string Rule, ValueList<int> Index, double Analytic, double Numerical, Expr Expression,
    ImmutableArray<(Expr Variable, Tensor Value)> Point);
