using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Autograd.Graph.Transforms;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Engine.Rewriting;

/// <summary>What a plan computes in place of the graph it was given, and how it came to that.</summary>
/// <param name="Roots">What is computed.</param>
/// <param name="Applied">The rules that applied, in the order in which they first did, each with how often.</param>
/// <param name="NodesBefore">Nodes of the graph given, each counted once.</param>
internal sealed record Rewriting(
    ImmutableArray<Expr> Roots, ImmutableArray<(string Rule, int Times)> Applied, int NodesBefore)
{
    /// <summary>
    /// Nodes of what is computed: those that nothing reads any more are gone, equal ones have become one.
    /// </summary>
    public int NodesAfter => Topology.InOrder(Roots).Length;

    /// <summary>The rules as lines of text; nothing where nothing was rewritten.</summary>
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
    /// <param name="options">Which rewrites are allowed.</param>
    public static Rewriting Of<T>(ImmutableArray<Expr> roots, ImmutableArray<Expr> nodes, PlanOptions options)
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
        if (options.Stable) Apply([.. Stabilize.Rules]);
        if (options.Rewrite) Apply([.. PlanRules.All, new ConstantFolding<T>().Rule]);
        return new(rewritten, [.. order.Select(rule => (rule, counts[rule]))], nodes.Length);
    }
}
