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

    // From the region that ends last to the one that ends first, so that most readers have found their place already.
    private static void JoinLateReaders(ImmutableArray<Expr> order, IReadOnlySet<Expr> kept, Dictionary<Expr, Expr> leader)
    {
        var readers = new Dictionary<Expr, List<Expr>>();
        foreach (var node in order)
        {
            foreach (var input in node.Inputs) (readers.TryGetValue(input, out var known) ? known : readers[input] = []).Add(node);
        }

        var place = order.Select((node, i) => (node, i)).ToDictionary(pair => pair.node, pair => pair.i);
        foreach (var region in order.Where(node => node.Op is Elementwise).GroupBy(node => Find(leader, node)).OrderByDescending(group => place[group.Last()]).ToArray())
        {
            var own = Find(leader, region.Key);
            var outside = region.SelectMany(node => readers.GetValueOrDefault(node) ?? []).Select(reader => Find(leader, reader)).Where(reader => reader != own).Distinct().ToArray();
            if (outside is [{ Op: Elementwise } reader] && reader.Shape == own.Shape && !region.Any(kept.Contains)) leader[own] = reader;
        }
    }

    private static bool Joins(Expr input, Expr node) => input.Op is Elementwise && node.Op is Elementwise;

    private static Expr Find(Dictionary<Expr, Expr> leader, Expr node)
    {
        while (leader[node] != node) node = leader[node] = leader[leader[node]];
        return node;
    }
}
