using Autograd.Graph;

namespace Autograd.Properties.Generators;

/// <summary>How far a point is from where some op of a graph changes its choice: a difference quotient must not reach across.</summary>
internal static class Kinks
{
    /// <summary>Farther than this is far enough for every step that the laws take.</summary>
    public const double Margin = 0.02;

    /// <summary>The smallest magnitude of a branch expression that can vary with the variables.</summary>
    public static double Distance(IEnumerable<Expr> roots, (Expr Variable, Tensor Value)[] bindings, params ReadOnlySpan<Expr> varying)
    {
        var branches = Topology.InOrder(roots).Select(node => node.Op.Branch(node)).OfType<Expr>().ToList();
        var moving = Moving(branches, varying);
        return branches.Where(moving.Contains).ToValueList().Evaluate<double>(bindings)
            .SelectMany(value => value.Elements.Select(Math.Abs)).DefaultIfEmpty(double.PositiveInfinity).Min();
    }

    // What is built on comparisons alone is constant near every point that is not on a kink of theirs.
    private static HashSet<Expr> Moving(IEnumerable<Expr> roots, ReadOnlySpan<Expr> varying)
    {
        HashSet<Expr> moving = [.. varying];
        foreach (var node in Topology.InOrder(roots))
        {
            var moves = node.Inputs.Where((x, i) => moving.Contains(x) && node.Op.Jvp(node, i, Prelude.Ones(x.Shape)) is not null);
            if (moves.Any()) moving.Add(node);
        }

        return moving;
    }
}
