using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Autograd.Graph.Transforms;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Engine.Rewriting;

/// <summary>The graph that a plan computes in place of the one it was given, and the rules that led to it.</summary>
/// <param name="Roots">The outputs after rewriting.</param>
/// <param name="Applied">The rules that applied, in the order of their first use, with the number of uses.</param>
/// <param name="NodesBefore">The number of nodes of the given graph.</param>
internal sealed record RewrittenGraph(
    ImmutableArray<Expr> Roots, ImmutableArray<(string Rule, int Times)> Applied, int NodesBefore)
{
    /// <summary>
    /// The number of nodes after rewriting. Nodes without a reader are gone, and equal nodes have become one.
    /// </summary>
    public int NodesAfter => Topology.InOrder(Roots).Length;

    /// <summary>The rules as lines of text; empty if no rule applied.</summary>
    public string Description
    {
        get
        {
            if (Applied.IsEmpty) return "";
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture,
                $"      rewritten from {NodesBefore:N0} nodes to {NodesAfter:N0}").AppendLine();
            foreach (var (rule, times) in Applied)
            {
                text.Append(CultureInfo.InvariantCulture, $"{times,8:N0} × {rule}").AppendLine();
            }

            return text.ToString();
        }
    }

    /// <summary>Rewrites the outputs of a plan over a type of numbers.</summary>
    /// <param name="roots">The outputs.</param>
    /// <param name="nodes">All nodes below them.</param>
    /// <param name="exact">Whether rules that keep every bit apply.</param>
    /// <param name="stable">Whether the rules of <see cref="Stabilize"/> apply, which change bits.</param>
    public static RewrittenGraph Of<T>(
        ImmutableArray<Expr> roots, ImmutableArray<Expr> nodes, bool exact, bool stable)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rewritten, counts, order) = (roots, new Dictionary<string, int>(), new List<string>());
        void Apply(Rule[] rules) =>
            rewritten = Rewriter.Rewrite(rewritten, node => Rewriter.Simplest(node, rules, Count), isKept: null);
        void Count(Rule rule)
        {
            if (!counts.TryGetValue(rule.Name, out var times)) order.Add(rule.Name);
            counts[rule.Name] = times + 1;
        }

        if (nodes.Any(node => node.Op is Call)) rewritten = Expansion.Of(rewritten);
        if (stable) Apply([.. Stabilize.Rules]);
        if (exact) Apply([.. PlanRules.All, new ConstantFolding<T>().Rule]);
        return new(rewritten, [.. order.Select(rule => (rule, counts[rule]))], nodes.Length);
    }
}
