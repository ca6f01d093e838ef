using System.Collections.Immutable;

namespace Autograd.Graph.Transforms;

/// <summary>A named rewrite of one node: another node of the same value and type, or null where it does not apply.</summary>
/// <param name="Name">What the rule is called in explanations.</param>
/// <param name="Apply">The rewrite.</param>
/// <param name="Exact">Whether the value keeps its bits in floating point too, so that a plan may use the rule.</param>
public sealed record Rule(string Name, Func<Expr, Expr?> Apply, bool Exact = true);

/// <summary>Rebuilds graphs from the leaves up. What no rule changes stays the same object.</summary>
public static class Rewriter
{
    /// <summary>The roots with every node replaced by what a function makes of it, once its inputs have been.</summary>
    /// <param name="roots">The graphs.</param>
    /// <param name="rebuild">What becomes of a node whose inputs are rewritten already.</param>
    /// <param name="keep">Nodes to leave as they are, with all that lies below.</param>
    public static ImmutableArray<Expr> Rewrite(ImmutableArray<Expr> roots, Func<Expr, Expr> rebuild, IReadOnlySet<Expr>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(rebuild);
        var made = new Dictionary<Expr, Expr>();
        foreach (var node in Topology.InOrder(roots))
        {
            made[node] = keep?.Contains(node) == true ? node : rebuild(WithInputs(node, made));
        }

        return [.. roots.Select(root => made[root])];
    }

    /// <summary>The roots with rules applied until none does.</summary>
    public static ImmutableArray<Expr> Apply(ImmutableArray<Expr> roots, IReadOnlyList<Rule> rules, IReadOnlySet<Expr>? keep = null) =>
        Rewrite(roots, node => Exhaust(node, rules), keep);

    // Each rule leaves a smaller or simpler node, so a handful of rounds is far more than a chain of rules needs.
    private static Expr Exhaust(Expr node, IReadOnlyList<Rule> rules)
    {
        const int MostRounds = 16;
        for (var round = 0; round < MostRounds; round++)
        {
            if (First(node, rules) is not { } next || next == node) return node;
            node = next;
        }

        return node;
    }

    private static Expr? First(Expr node, IReadOnlyList<Rule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Apply(node) is { } next) return next;
        }

        return null;
    }

    private static Expr WithInputs(Expr node, Dictionary<Expr, Expr> made)
    {
        foreach (var input in node.Inputs)
        {
            if (made[input] != input) return Expr.Apply(node.Op, [.. node.Inputs.Select(old => made[old])]);
        }

        return node;
    }
}
