using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Numerics;

/// <summary>
/// A random graph that is exact over rationals: polynomials, quotients, means, roots of squares, choices, pools and
/// what moves elements.
/// </summary>
public sealed record RationalGraph(GraphCase Graph)
{
    /// <summary>All outputs in one number, each element weighted by a small integer.</summary>
    public Expr Loss { get; } = Graph.Outputs
        .Select((output, k) =>
            (output * (Expr)Tensor.Generate(output.Shape, i => (double)(((i * 5) + k) % 7) - 3)).Sum())
        .Aggregate((a, b) => a + b);

    public override string ToString() => Graph.ToString();
}

public static class RationalGraphs
{
    // StopGradient has no formal derivative; the others leave the rationals.
    private static readonly ImmutableHashSet<string> Others =
        ["StopGradient", "Sqrt", "Exp", "Expm1", "Log", "Log1p", "Sin", "Cos", "Tanh", "Sigmoid", "Power"];

    // Twice as often as the other templates, since it is they that bring fractions which are no doubles.
    private static readonly ImmutableArray<string> Templates =
        [.. GraphTemplates.All.Keys.Where(name => !Others.Contains(name)), .. GraphTemplates.Fractions.Keys,
            .. GraphTemplates.Fractions.Keys];

    public static Arbitrary<RationalGraph> RationalGraph() => Arb.From(
        Generators.Graphs.Over(Templates).Select(graph => new RationalGraph(graph)),
        graph => Generators.Graphs.Shrink(graph.Graph).Select(smaller => new RationalGraph(smaller)));
}
