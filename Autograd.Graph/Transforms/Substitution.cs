using System.Collections.Immutable;
using Autograd.Graph.Transforms;

namespace Autograd.Graph;

/// <summary>Replacing parts of a graph.</summary>
public static class Substitution
{
    /// <summary>An expression, or each leaf of a record, with every occurrence of some nodes replaced.</summary>
    /// <exception cref="ShapeException">A replacement has another type than what it replaces.</exception>
    /// <example><code>
    /// (Square(x) + y).Substitute((x, y + 1))   // Square(y + 1) + y
    /// </code></example>
    public static T Substitute<T>(this T expression, params ReadOnlySpan<(Expr Node, Expr Replacement)> replacements)
        where T : IParameterRecord<T>
    {
        var map = new Dictionary<Expr, Expr>();
        foreach (var (node, replacement) in replacements)
        {
            if (node.Type != replacement.Type)
            {
                throw ShapeException.For("Substitute", [node, replacement],
                    $"{replacement.Type} cannot stand for {node.Type}", "give a replacement of the same shape");
            }

            map[node] = replacement;
        }

        // By the nodes of the graph as it was: a replaced node may lie within another, and a replacement may contain
        // it.
        ImmutableArray<Expr> roots = [.. expression.Leaves().Select(leaf => leaf.Value)];
        foreach (var node in Topology.InOrder(roots))
        {
            if (!map.ContainsKey(node)) map[node] = Rewriter.WithInputs(node, map);
        }

        return expression.WithLeaves([.. roots.Select(root => map[root])]);
    }
}
