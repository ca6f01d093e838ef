using Autograd.Graph;

namespace Autograd.Properties.Generators;

/// <summary>
/// How far a point is from where some op of a graph changes its choice: a difference quotient must not reach across.
/// </summary>
internal static class Kinks
{
    /// <summary>Farther than this is far enough for every step that the laws take.</summary>
    public const double Margin = 0.02;

    /// <summary>The smallest magnitude of a branch expression that can vary with the variables.</summary>
    public static double Distance(
        IEnumerable<Expr> roots, (Expr Variable, Tensor Value)[] bindings, params ReadOnlySpan<Expr> varying) =>
        Graph.Checking.Kinks.Branches(Graph.Transforms.Calls.Expansion.Of([.. roots]), varying).ToValueList()
            .Evaluate<double>(bindings)
            .SelectMany(value => value.Elements.Select(Math.Abs)).DefaultIfEmpty(double.PositiveInfinity).Min();
}
