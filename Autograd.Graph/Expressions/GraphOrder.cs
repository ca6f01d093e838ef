using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>
/// The nodes of some graphs in the order of <see cref="Topology"/>, numbered, with the numbers of their inputs.
/// </summary>
/// <remarks>A transform that visits nodes by number keeps what it knows of them in arrays.</remarks>
internal sealed class GraphOrder
{
    private readonly NodeMap<int> _places = new();
    private readonly List<Expr> _nodes = [];
    private readonly List<int> _firstInput = [];
    private readonly List<int> _inputs = [];

    /// <summary>Numbers the nodes below some roots.</summary>
    /// <param name="roots">The roots.</param>
    /// <param name="isLeaf">Nodes below which nothing is visited; null for none.</param>
    public GraphOrder(IEnumerable<Expr> roots, Func<Expr, bool>? isLeaf = null)
    {
        var path = new Stack<(Expr Node, int NextInput)>();
        foreach (var root in roots)
        {
            if (Opens(root)) path.Push((root, 0));
            while (path.TryPop(out var top))
            {
                var (node, next) = top;
                while (next < node.Inputs.Length && !Opens(node.Inputs[next])) next++;
                if (next == node.Inputs.Length)
                {
                    Close(node, withInputs: true);
                    continue;
                }

                path.Push((node, next + 1));
                path.Push((node.Inputs[next], 0));
            }
        }

        _firstInput.Add(_inputs.Count);

        // What has no inputs, and what is a leaf here, has its place right away.
        bool Opens(Expr node)
        {
            ref var place = ref _places.Place(node, out var known);
            if (known) return false;
            place = -1;
            if (node.Inputs.Length > 0 && isLeaf?.Invoke(node) != true) return true;
            Close(node, withInputs: false);
            return false;
        }
    }

    /// <summary>How many nodes there are.</summary>
    public int Count => _nodes.Count;

    /// <summary>A node by its number.</summary>
    /// <param name="place">The number.</param>
    public Expr this[int place] => _nodes[place];

    /// <summary>The numbers of a node's inputs; none for a leaf.</summary>
    /// <param name="place">The node's number.</param>
    public ReadOnlySpan<int> InputsOf(int place) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_inputs)[_firstInput[place].._firstInput[place + 1]];

    /// <summary>The number of a node; −1 for one that is not among them.</summary>
    /// <param name="node">The node.</param>
    public int PlaceOf(Expr node) => _places.TryGetValue(node, out var place) ? place : -1;

    /// <summary>Whether a node is among them.</summary>
    /// <param name="node">The node.</param>
    public bool Contains(Expr node) => _places.Contains(node);

    /// <summary>The nodes, each after its inputs.</summary>
    public ImmutableArray<Expr> ToImmutableArray() => [.. _nodes];

    private void Close(Expr node, bool withInputs)
    {
        _places[node] = _nodes.Count;
        _nodes.Add(node);
        _firstInput.Add(_inputs.Count);
        if (!withInputs) return;
        foreach (var input in node.Inputs) _inputs.Add(_places[input]);
    }
}
