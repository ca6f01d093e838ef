using System.Collections.Immutable;

namespace Autograd.Graph.Checking;

/// <summary>Where the ops of a graph change their choice: differences must not reach across.</summary>
internal static class Kinks
{
    /// <summary>
    /// Expressions that are 0 where some op changes its choice, of those that can vary with the variables.
    /// </summary>
    public static ImmutableArray<Expr> Branches(IEnumerable<Expr> roots, params ReadOnlySpan<Expr> varying)
    {
        ImmutableArray<Expr> branches =
            [.. Topology.InOrder(roots).Select(node => node.Op.Branch(node)).OfType<Expr>().Distinct()];
        var moving = Moving(branches, varying);
        return [.. branches.Where(moving.Contains)];
    }

    // What is built on comparisons alone is constant near every point that is not on a kink of theirs.
    private static HashSet<Expr> Moving(IEnumerable<Expr> roots, ReadOnlySpan<Expr> varying)
    {
        HashSet<Expr> moving = [.. varying];
        foreach (var node in Topology.InOrder(roots))
        {
            if (node.Kind != ElementKind.Real) continue;
            var moves = node.Inputs.Where(
                (x, i) => moving.Contains(x) && node.Op.Jvp(node, i, Prelude.Ones(x.Shape)) is not null);
            if (moves.Any()) moving.Add(node);
        }

        return moving;
    }
}
