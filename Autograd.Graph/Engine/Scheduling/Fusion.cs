using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>Groups elementwise nodes into regions that one pass over the data can compute.</summary>
/// <remarks>
/// A node's level counts the changes between elementwise and other operations on the longest way to it. Two joined
/// elementwise nodes of one level share a region: no way between them leaves it, so regions never wait for each other.
/// A region that only one other region of its shape reads joins that one, however much later it runs.
/// </remarks>
internal sealed class Fusion
{
    private readonly GraphOrder _order;
    private readonly bool[] _isElementwise;
    private readonly int[] _leader;

    private Fusion(GraphOrder order)
    {
        _order = order;
        _isElementwise = new bool[order.Count];
        _leader = new int[order.Count];
        for (var node = 0; node < order.Count; node++)
        {
            (_isElementwise[node], _leader[node]) = (order[node].Op is Elementwise, node);
        }
    }

    /// <summary>The unit of each node that is computed, by the node's number.</summary>
    /// <param name="order">All nodes, each after its inputs.</param>
    /// <param name="kept">For each node, whether the caller takes its value.</param>
    public static FusionGroup[] Group(GraphOrder order, bool[] kept)
    {
        var regions = new Fusion(order);
        regions.JoinLevels();
        regions.JoinLateReaders(kept);
        return regions.Units();
    }

    private void JoinLevels()
    {
        var level = new int[_order.Count];
        for (var node = 0; node < level.Length; node++)
        {
            var inputs = _order.InputsOf(node);
            foreach (var input in inputs)
            {
                level[node] = Math.Max(level[node], level[input] + (Joins(input, node) ? 0 : 1));
            }

            foreach (var input in inputs)
            {
                if (Joins(input, node) && level[input] == level[node]) _leader[Find(input)] = Find(node);
            }
        }
    }

    // From the region that ends last to the one that ends first, so that most readers have found their place already.
    private void JoinLateReaders(bool[] kept)
    {
        var (firstReader, readers) = Readers();
        var regionOf = new int[_order.Count];
        for (var node = 0; node < regionOf.Length; node++) regionOf[node] = Find(node);
        var (last, previous) = Members(regionOf);
        for (var end = _order.Count - 1; end >= 0; end--)
        {
            if (!_isElementwise[end] || last[regionOf[end]] != end) continue;
            var own = Find(regionOf[end]);
            if (OnlyReader(end, own) is not { } reader) continue;
            if (_isElementwise[reader] && _order[reader].Shape == _order[own].Shape) _leader[own] = reader;
        }

        // The one other region that reads this one, unless the caller reads it too.
        int? OnlyReader(int end, int own)
        {
            int? only = null;
            for (var node = end; node >= 0; node = previous[node])
            {
                if (kept[node]) return null;
                for (var i = firstReader[node]; i < firstReader[node + 1]; i++)
                {
                    var reader = Find(readers[i]);
                    if (reader == own || reader == only) continue;
                    if (only is not null) return null;
                    only = reader;
                }
            }

            return only;
        }
    }

    // For each region the last of its nodes, and for each node the one before it in its region.
    private (int[] Last, int[] Previous) Members(int[] regionOf)
    {
        var (last, previous) = (new int[_order.Count], new int[_order.Count]);
        Array.Fill(last, -1);
        for (var node = 0; node < previous.Length; node++)
        {
            previous[node] = last[regionOf[node]];
            last[regionOf[node]] = node;
        }

        return (last, previous);
    }

    private (int[] First, int[] Readers) Readers()
    {
        var first = new int[_order.Count + 1];
        for (var node = 0; node < _order.Count; node++)
        {
            foreach (var input in _order.InputsOf(node)) first[input + 1]++;
        }

        for (var node = 0; node < _order.Count; node++) first[node + 1] += first[node];
        var (readers, next) = (new int[first[^1]], first[..^1]);
        for (var node = 0; node < _order.Count; node++)
        {
            foreach (var input in _order.InputsOf(node)) readers[next[input]++] = node;
        }

        return (first, readers);
    }

    private FusionGroup[] Units()
    {
        var (sizes, nodes) = (new int[_order.Count], new ImmutableArray<Expr>.Builder?[_order.Count]);
        for (var node = 0; node < sizes.Length; node++) sizes[Find(node)]++;
        for (var node = 0; node < sizes.Length; node++)
        {
            var leader = Find(node);
            (nodes[leader] ??= ImmutableArray.CreateBuilder<Expr>(sizes[leader])).Add(_order[node]);
        }

        var (units, made) = (new FusionGroup[_order.Count], new FusionGroup?[_order.Count]);
        for (var node = 0; node < units.Length; node++)
        {
            var leader = Find(node);
            units[node] = made[leader] ??= new FusionGroup(nodes[leader]!.MoveToImmutable());
        }

        return units;
    }

    private bool Joins(int input, int node) => _isElementwise[input] && _isElementwise[node];

    private int Find(int node)
    {
        while (_leader[node] != node) node = _leader[node] = _leader[_leader[node]];
        return node;
    }
}
