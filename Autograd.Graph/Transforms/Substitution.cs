using Autograd.Graph.Transforms;

namespace Autograd.Graph;

/// <summary>Replacing parts of a graph.</summary>
public static class Substitution
{
    /// <summary>The expression with every occurrence of some nodes replaced.</summary>
    /// <exception cref="ShapeException">A replacement has another type than what it replaces.</exception>
    public static Expr Substitute(this Expr expression, params ReadOnlySpan<(Expr Node, Expr Replacement)> replacements)
    {
        var map = new Dictionary<Expr, Expr>();
        foreach (var (node, replacement) in replacements)
        {
            if (node.Type != replacement.Type)
            {
                throw ShapeException.For("Substitute", [node, replacement], $"{replacement.Type} cannot stand for {node.Type}", "give a replacement of the same shape");
            }

            map[node] = replacement;
        }

        // A replaced node is kept as it is until the end of its own visit, so that a replacement may contain it.
        return Rewriter.Rewrite([expression], node => map.GetValueOrDefault(node, node))[0];
    }
}
