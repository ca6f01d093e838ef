using System.Collections.Immutable;

namespace Autograd.Graph.Transforms;

/// <summary>Rebuilds graphs from the leaves up. What no rule changes stays the same object.</summary>
public static class Rewriter
{
    /// <summary>The roots with every node replaced by what a function makes of it, once its inputs have been.</summary>
    /// <param name="roots">The graphs.</param>
    /// <param name="rebuild">What becomes of a node whose inputs are rewritten already.</param>
    /// <param name="keep">Nodes to leave as they are, with all that lies below.</param>
    public static ImmutableArray<Expr> Rewrite(
        ImmutableArray<Expr> roots, Func<Expr, Expr> rebuild, IReadOnlySet<Expr>? keep = null)
    {
        ArgumentNullException.ThrowIfNull(rebuild);
        return Rewrite(roots, rebuild, keep is null ? null : keep.Contains);
    }

    /// <summary>The roots with rules applied until none does.</summary>
    public static ImmutableArray<Expr> Apply(
        ImmutableArray<Expr> roots, IReadOnlyList<Rule> rules, IReadOnlySet<Expr>? keep = null)
    {
        Rule[] all = [.. rules];
        return Rewrite(roots, node => Simplest(node, all), keep);
    }

    /// <summary>
    /// The roots with every node replaced by what a function makes of it; nothing below a node that is kept is visited.
    /// </summary>
    internal static ImmutableArray<Expr> Rewrite(
        ImmutableArray<Expr> roots, Func<Expr, Expr> rebuild, Func<Expr, bool>? isKept)
    {
        var order = new GraphOrder(roots, isKept);
        var made = new Expr[order.Count];
        for (var i = 0; i < made.Length; i++)
        {
            var node = order[i];
            made[i] = isKept?.Invoke(node) == true ? node : rebuild(WithInputs(node, order.InputsOf(i), made));
        }

        return [.. roots.Select(root => made[order.PlaceOf(root)])];
    }

    /// <summary>A node whose inputs are rewritten already, with rules applied to it until none does.</summary>
    /// <param name="node">The node.</param>
    /// <param name="rules">The rules, in the order in which they are tried.</param>
    /// <param name="applied">Is told of each rule that applied.</param>
    internal static Expr Simplest(Expr node, Rule[] rules, Action<Rule>? applied = null)
    {
        // Each rule leaves a smaller or simpler node, so a handful of rounds is far more than a chain of rules needs.
        const int MostRounds = 16;
        for (var round = 0; round < MostRounds; round++)
        {
            if (First(node, rules) is not var (rule, next) || next == node) return node;
            applied?.Invoke(rule);
            node = next;
        }

        return node;
    }

    private static (Rule Rule, Expr Next)? First(Expr node, Rule[] rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Apply(node) is { } next) return (rule, next);
        }

        return null;
    }

    private static Expr WithInputs(Expr node, ReadOnlySpan<int> inputs, Expr[] made)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            if (ReferenceEquals(made[inputs[i]], node.Inputs[i])) continue;
            var rewritten = new Expr[inputs.Length];
            for (var j = 0; j < rewritten.Length; j++) rewritten[j] = made[inputs[j]];
            return Expr.Apply(node.Op, rewritten);
        }

        return node;
    }

    /// <summary>A node on other inputs; the same object where none has changed.</summary>
    /// <param name="node">The node.</param>
    /// <param name="made">What has become of each of its inputs.</param>
    internal static Expr WithInputs(Expr node, Dictionary<Expr, Expr> made)
    {
        foreach (var input in node.Inputs)
        {
            if (made[input] != input) return Expr.Apply(node.Op, [.. node.Inputs.Select(old => made[old])]);
        }

        return node;
    }
}
