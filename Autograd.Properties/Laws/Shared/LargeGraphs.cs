using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;

namespace Autograd.Properties.Shared;

/// <summary>
/// The steps of a random graph taken on variables that fill several tiles and chunks: rows, columns, scalars and
/// matrices.
/// </summary>
internal static class LargeGraphs
{
    private const int LargestSize = 60_000;
    private const long MostProducts = 1_000_000;

    public static (ImmutableArray<Expr> Roots, (Expr, Tensor)[] Bindings) Of(GraphCase graph, int rows, int columns)
    {
        Shape[] shapes = [[rows, columns], [columns], [rows, 1], [], [rows, columns]];
        var variables = shapes.Select((shape, i) => Prelude.Variable($"x{i}", shape)).ToArray();
        List<Expr> results = [.. variables];
        for (var k = 0; k < graph.Instructions.Length; k++)
        {
            // A result is named by how many steps back it is, so that deep graphs stay deep although a step is left
            // out.
            var (step, known) = (graph.Instructions[k], graph.Values.Length + k);
            ImmutableArray<Expr> inputs =
                [.. step.Inputs.Select(i => results[^(1 + ((known - 1 - (i % known)) % results.Count))])];
            if (GraphTemplates.All[step.Template](inputs, step.Choice) is { } made && IsAffordable(made, results))
            {
                results.Add(made);
            }
        }

        ImmutableArray<Expr> roots =
            [.. results.TakeLast(3), .. results.Skip(shapes.Length).Where((_, i) => i % 5 == 0)];
        return (roots, [.. variables.Select((variable, i) => (variable, Samples.Tensor(variable.Shape, i)))]);
    }

    private static bool IsAffordable(Expr made, IEnumerable<Expr> before) => made.Shape.Rank <= 5
        && Topology.InOrder([made]).Except(Topology.InOrder(before)).All(node =>
            node.Shape.Size <= LargestSize
                && (node.Op is not Dot || (long)node.Shape.Size * node.Inputs[0].Shape[-1] <= MostProducts));
}
