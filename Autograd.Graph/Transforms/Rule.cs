namespace Autograd.Graph.Transforms;

/// <summary>
/// A named rewrite of one node: another node of the same value and type, or null where it does not apply.
/// </summary>
/// <param name="Name">What the rule is called in explanations.</param>
/// <param name="Apply">The rewrite.</param>
/// <param name="Exact">Whether the value keeps its bits in floating point too, so that a plan may use the rule.</param>
public sealed record Rule(string Name, Func<Expr, Expr?> Apply, bool Exact = true)
{
    /// <summary>
    /// For a rule that is not exact: how far the new form may be from the value over the real numbers, in units of 1 +
    /// |value| times the distance from 1 to the next number (2⁻²³ for <c>float</c>, 2⁻⁵² for <c>double</c>); null where
    /// nothing is stated.
    /// </summary>
    public double? Bound { get; init; }
}
