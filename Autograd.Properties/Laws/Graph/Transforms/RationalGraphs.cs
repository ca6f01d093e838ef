using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Transforms;

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
        [nameof(StopGradient), .. ElementwiseCases.ByName.Values.Select(given => given.Op).Where(Leaves)
            .Select(op => op.Name)];

    // Twice as often as the other templates, since it is they that bring fractions which are no doubles.
    private static readonly ImmutableArray<string> Templates =
        [.. GraphTemplates.All.Keys.Where(name => !Others.Contains(name)), .. GraphTemplates.Fractions.Keys,
            .. GraphTemplates.Fractions.Keys];

    private static bool Leaves(Elementwise op)
    {
        try
        {
            Expr half = Tensor.Of(Shape.Scalar, new Rational(1, 2));
            Expr.Apply(op, [.. Enumerable.Repeat(half, op.Arity)]).Evaluate<Rational>();
            return false;
        }
        catch (NotSupportedException)
        {
            return true;
        }
    }

    public static Arbitrary<RationalGraph> RationalGraph() => Arb.From(
        Generators.Graphs.Over(Templates).Select(graph => new RationalGraph(graph)),
        graph => Generators.Graphs.Shrink(graph.Graph).Select(smaller => new RationalGraph(smaller)));
}
