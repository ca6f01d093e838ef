using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>Graphs without calls: each function's graph in its place.</summary>
internal static class Expansion
{
    /// <summary>The roots with every call replaced by its function's graph, calls within those included.</summary>
    /// <param name="roots">The graphs.</param>
    /// <param name="which">Which calls; all where it is null.</param>
    public static ImmutableArray<Expr> Of(ImmutableArray<Expr> roots, Func<Call, bool>? which = null)
    {
        bool Opens(Expr node) => node.Op is Call call && which?.Invoke(call) != false;

        // Each round opens one level of functions within functions.
        while (Topology.InOrder(roots).Any(Opens))
        {
            roots = Rewriter.Rewrite(
                roots, node => Opens(node) ? ((Call)node.Op).Body.Over(node.Inputs) : node, isKept: null);
        }

        return roots;
    }
}
