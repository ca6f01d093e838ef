namespace Autograd.Graph.Drawing;

/// <summary>The part of a graph next to its root that a text can show, and the names of what is shared there.</summary>
/// <remarks>
/// It is found breadth first along a limited number of edges, so that a graph of any size and any sharing costs the
/// same. Every node of it is written once, under its name or in its only place: a text of it is never longer than its
/// edges.
/// </remarks>
internal sealed class TextWindow
{
    private readonly Dictionary<Expr, int> _shown = [];
    private readonly Dictionary<Expr, string> _names = [];
    private readonly List<Expr> _named = [];

    public TextWindow(Expr root, int mostEdges)
    {
        var uses = new Dictionary<Expr, int>();
        var order = new List<Expr>();
        var open = new Queue<Expr>([root]);
        var edges = 0;
        while (edges < mostEdges && open.TryDequeue(out var node))
        {
            order.Add(node);
            var shown = Math.Min(node.Inputs.Length, mostEdges - edges);
            _shown[node] = shown;
            edges += Math.Max(1, shown);
            for (var i = 0; i < shown; i++)
            {
                var input = ExprText.Visible(node.Inputs[i]);
                uses[input] = uses.GetValueOrDefault(input) + 1;
                if (uses[input] == 1) open.Enqueue(input);
            }
        }

        foreach (var node in order)
        {
            if (node.Inputs.IsEmpty || uses.GetValueOrDefault(node) < 2) continue;
            _names[node] = $"t{_named.Count}";
            _named.Add(node);
        }
    }

    /// <summary>The shared nodes in the order of their names.</summary>
    public IReadOnlyList<Expr> Named => _named;

    /// <summary>The name of a shared node; null for one that is written where it stands.</summary>
    /// <param name="node">The node.</param>
    public string? NameOf(Expr node) => _names.GetValueOrDefault(node);

    /// <summary>How many inputs of a node can be written; the others lie outside.</summary>
    /// <param name="node">The node.</param>
    public int ShownInputs(Expr node) => _shown.GetValueOrDefault(node);
}
