using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>Groups elementwise nodes into regions that one pass over the data can compute.</summary>
/// <remarks>
/// A node's level counts the changes between elementwise and other operations on the longest way to it. Two joined
/// elementwise nodes of one level share a region: no way between them leaves it, so regions never wait for each other.
/// </remarks>
internal static class Regions
{
    /// <summary>The unit of each node that is computed.</summary>
    public static Dictionary<Expr, Unit> Group(ImmutableArray<Expr> order)
    {
        var level = new Dictionary<Expr, int>();
        var leader = new Dictionary<Expr, Expr>();
        foreach (var node in order)
        {
            level[node] = node.Inputs.Select(input => level[input] + (Joins(input, node) ? 0 : 1)).DefaultIfEmpty().Max();
            leader[node] = node;
            foreach (var input in node.Inputs)
            {
                if (Joins(input, node) && level[input] == level[node]) leader[Find(leader, input)] = Find(leader, node);
            }
        }

        var units = new Dictionary<Expr, Unit>();
        foreach (var region in order.GroupBy(node => Find(leader, node)))
        {
            var unit = new Unit([.. region]);
            foreach (var node in unit.Nodes) units[node] = unit;
        }

        return units;
    }

    private static bool Joins(Expr input, Expr node) => input.Op is Elementwise && node.Op is Elementwise;

    private static Expr Find(Dictionary<Expr, Expr> leader, Expr node)
    {
        while (leader[node] != node) node = leader[node] = leader[leader[node]];
        return node;
    }
}
