using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>Graphs without calls: each function's graph in its place.</summary>
internal static class Expansion
{
    /// <summary>The roots with every call replaced by its function's graph, calls within those included.</summary>
    public static ImmutableArray<Expr> Of(ImmutableArray<Expr> roots)
    {
        // Each round opens one level of functions within functions.
        while (Topology.InOrder(roots).Any(node => node.Op is Call))
        {
            roots = Rewriter.Rewrite(roots, node => node.Op is Call call ? call.Inline(node.Inputs) : node);
        }

        return roots;
    }
}
