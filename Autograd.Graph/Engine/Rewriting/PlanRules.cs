using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;

namespace Autograd.Graph.Engine.Rewriting;

/// <summary>The rewrites a plan may use: those that keep every bit of every value.</summary>
internal static class PlanRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("stop-gradient is the identity", node => node.Op is StopGradient ? node.Inputs[0] : null),
        .. Simplify.Rules.Where(rule => rule.Exact),
    ];
}
