namespace Autograd.Graph.Ops;

/// <summary>
/// How the larger or smaller of two shares what is passed to it, chosen by <see cref="Where"/> so that ∞ does not
/// become NaN.
/// </summary>
internal static class Ties
{
    /// <summary>All of it where an input is chosen, half where both are, else 0.</summary>
    /// <param name="chosen">Where the input is chosen, alone or with the other.</param>
    /// <param name="both">Where both are.</param>
    /// <param name="passed">The cotangent or tangent.</param>
    public static Expr Share(Expr chosen, Expr both, Expr passed) => chosen.Where(both.Where(0.5 * passed, passed), 0);
}
