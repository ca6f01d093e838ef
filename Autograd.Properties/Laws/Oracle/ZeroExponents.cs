using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Oracle;

/// <summary>
/// Random graphs of powers at whole numbers: exponents are often 0 and move together with their bases, where PyTorch's
/// second derivatives are others.
/// </summary>
internal static class ZeroExponents
{
    public const int Graphs = 120;

    private const int Size = 100;

    private static readonly ImmutableArray<string> Templates =
        ["Power", "Power", "Power", "Subtract", "Multiply", "Divide", "Sin", "Tanh", "Sum"];

    /// <summary>The same graphs each time.</summary>
    public static IEnumerable<OracleCase> Cases => Enumerable.Range(0, Graphs).Select(i =>
    {
        var drawn = Generators.Graphs.Over(Templates).Sample(1, new Rnd((ulong)i), Size).Single();
        var graph = new GraphCase([.. drawn.Values.Select(x => Steps(x, 2, 0))], drawn.Instructions);

        // Nowhere 0, also together with other coarse numbers: an exponent that stands still has no logarithm in its
        // formal derivative.
        var direction = Directions.Random(graph.Variables.Select(x => x.Shape), i + 2).Select(x => Coarse(x, 0.5));
        return new OracleCase(
            $"graph of powers {i}", graph.Variables, graph.Values, [.. direction], graph.Outputs, graph.Loss);
    });

    /// <summary>Numbers rounded to 1024ths, and part of a step more: sums of them are exact.</summary>
    public static Tensor<double> Coarse(Tensor<double> x, double more) => Steps(x, 1.0 / 1024, more);

    private static Tensor<double> Steps(Tensor<double> x, double step, double more) =>
        Tensor.Generate(x.Shape, i => (Math.Round(x.Elements[i] / step) + more) * step);
}
