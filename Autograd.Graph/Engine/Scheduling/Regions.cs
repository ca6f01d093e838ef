using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>Groups elementwise nodes into regions that one pass over the data can compute.</summary>
/// <remarks>
/// A node's level counts the changes between elementwise and other operations on the longest way to it. Two joined
/// elementwise nodes of one level share a region: no way between them leaves it, so regions never wait for each other.
/// A region that only one other region of its shape reads joins that one, however much later it runs.
/// </remarks>
internal static class Regions
{
    /// <summary>The unit of each node that is computed.</summary>
    /// <param name="order">All nodes, each after its inputs.</param>
    /// <param name="kept">Nodes whose values the caller takes.</param>
    public static Dictionary<Expr, Unit> Group(ImmutableArray<Expr> order, IReadOnlySet<Expr> kept)
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

        JoinLateReaders(order, kept, leader);
        var units = new Dictionary<Expr, Unit>();
        foreach (var region in order.GroupBy(node => Find(leader, node)))
        {
            var unit = new Unit([.. region]);
            foreach (var node in unit.Nodes) units[node] = unit;
        }

        return units;
    }

    // From the region that ends last to the one that ends first, so that whatever reads a region has found its place already.
    private static void JoinLateReaders(ImmutableArray<Expr> order, IReadOnlySet<Expr> kept, Dictionary<Expr, Expr> leader)
    {
        var readers = new Dictionary<Expr, HashSet<Expr>>();
        var place = order.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
        foreach (var region in order.GroupBy(node => Find(leader, node)).Select(group => group.ToArray()).OrderByDescending(group => place[group[^1]]).ToArray())
        {
            var own = Find(leader, region[0]);
            var all = region.SelectMany(node => readers.GetValueOrDefault(node) ?? []).Select(reader => Find(leader, reader)).Where(reader => reader != own).ToHashSet();
            var joins = region[0].Op is Elementwise && all.Count == 1 && !region.Any(kept.Contains) && all.Single() is { Op: Elementwise } reader && reader.Shape == region[0].Shape;
            if (joins) leader[own] = all.Single();
            foreach (var node in region)
            {
                foreach (var input in node.Inputs) (readers.TryGetValue(input, out var set) ? set : readers[input] = []).Add(node);
            }
        }
    }

    private static bool Joins(Expr input, Expr node) => input.Op is Elementwise && node.Op is Elementwise;

    private static Expr Find(Dictionary<Expr, Expr> leader, Expr node)
    {
        while (leader[node] != node) node = leader[node] = leader[leader[node]];
        return node;
    }
}
