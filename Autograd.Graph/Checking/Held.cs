using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Checking;

/// <summary>Graphs as their derivatives see them: what lies below a <see cref="StopGradient"/> is a constant.</summary>
internal static class Held
{
    /// <summary>A graph with everything below a <see cref="StopGradient"/> held at its value at a point.</summary>
    /// <param name="root">The graph.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="point">A value for each.</param>
    /// <param name="customRules">Whether functions with derivative rules of their own keep them; others are
    /// inlined.</param>
    public static Expr At(
        Expr root, ImmutableArray<Expr> variables, ImmutableArray<Tensor> point, bool customRules = false)
    {
        var open = Expansion.Of([root], call => !customRules || call.Rules is RecomputeRules)[0];
        ImmutableArray<Expr> stops = [.. Topology.InOrder([open]).Where(node => node.Op is StopGradient)];
        if (stops.IsEmpty) return open;

        // By the nodes of the graph as it was, so that one within another is found too.
        var made = stops.Zip(new Evaluator(stops, variables).At(point))
            .ToDictionary(pair => pair.First, pair => Prelude.Literal(pair.Second));
        foreach (var node in Topology.InOrder([open]))
        {
            if (made.ContainsKey(node)) continue;
            made[node] = node.Inputs.Any(input => made[input] != input)
                ? Expr.Apply(node.Op, [.. node.Inputs.Select(input => made[input])])
                : node;
        }

        return made[open];
    }
}
