using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>Joins elementwise nodes into groups that one pass over the data can compute.</summary>
/// <remarks>
/// The level of a node is the most changes between elementwise and other operations on a path to it. Connected
/// elementwise nodes of one level share a group: no path between them leaves the group, so groups never wait for each
/// other. A group with a single reader, another group of its shape, joins its reader, however much later that runs.
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

    /// <summary>The group of each node, by the node's number.</summary>
    /// <param name="order">All nodes, each after its inputs.</param>
    /// <param name="kept">For each node, whether the caller takes its value.</param>
    public static FusionGroup[] Group(GraphOrder order, bool[] kept)
    {
        var groups = new Fusion(order);
        groups.JoinLevels();
        groups.JoinLateReaders(kept);
        return groups.Groups();
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

    // From the group that ends last to the one that ends first, so that most readers have joined others already.
    private void JoinLateReaders(bool[] kept)
    {
        var (firstReader, readers) = Readers();
        var groupOf = new int[_order.Count];
        for (var node = 0; node < groupOf.Length; node++) groupOf[node] = Find(node);
        var (last, previous) = Members(groupOf);
        for (var end = _order.Count - 1; end >= 0; end--)
        {
            if (!_isElementwise[end] || last[groupOf[end]] != end) continue;
            var own = Find(groupOf[end]);
            if (OnlyReader(end, own) is not { } reader) continue;
            if (_isElementwise[reader] && _order[reader].Shape == _order[own].Shape) _leader[own] = reader;
        }

        // The only other group that reads this one; null if there are several, or if the caller reads it too.
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

    // The last node of each group, and for each node the previous node of its group.
    private (int[] Last, int[] Previous) Members(int[] groupOf)
    {
        var (last, previous) = (new int[_order.Count], new int[_order.Count]);
        Array.Fill(last, -1);
        for (var node = 0; node < previous.Length; node++)
        {
            previous[node] = last[groupOf[node]];
            last[groupOf[node]] = node;
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

    private FusionGroup[] Groups()
    {
        var (sizes, nodes) = (new int[_order.Count], new ImmutableArray<Expr>.Builder?[_order.Count]);
        for (var node = 0; node < sizes.Length; node++) sizes[Find(node)]++;
        for (var node = 0; node < sizes.Length; node++)
        {
            var leader = Find(node);
            (nodes[leader] ??= ImmutableArray.CreateBuilder<Expr>(sizes[leader])).Add(_order[node]);
        }

        var (groups, made) = (new FusionGroup[_order.Count], new FusionGroup?[_order.Count]);
        for (var node = 0; node < groups.Length; node++)
        {
            var leader = Find(node);
            groups[node] = made[leader] ??= new FusionGroup(nodes[leader]!.MoveToImmutable());
        }

        return groups;
    }

    private bool Joins(int input, int node) => _isElementwise[input] && _isElementwise[node];

    private int Find(int node)
    {
        while (_leader[node] != node) node = _leader[node] = _leader[_leader[node]];
        return node;
    }
}
