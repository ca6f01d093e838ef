using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Reference;
using Autograd.Properties.Graph.Numerics;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Oracle;

/// <summary>A graph at a point, with a direction for its Hessian-vector product.</summary>
internal sealed record OracleCase(
    string Name,
    ImmutableArray<Expr> Variables,
    ImmutableArray<Tensor<double>> Values,
    ImmutableArray<Tensor<double>> Direction,
    ImmutableArray<Expr> Outputs,
    Expr Loss)
{
    private const int LargestSize = 300;

    /// <summary>What it is an example of; null for a random graph.</summary>
    public ExampleLine? Example { get; init; }

    /// <summary>
    /// Random graphs of growing sizes, from 1 to 300 and again. Each depends on the seed and its own number alone.
    /// </summary>
    public static IEnumerable<OracleCase> Random(int seed, int count) => Enumerable.Range(0, count).Select(i =>
    {
        var size = 1 + (i % LargestSize);
        var graph = Generators.Graphs.Any.Sample(1, new Rnd(((ulong)(uint)seed << 32) + (ulong)i), size).Single();
        var direction = Directions.Random(graph.Variables.Select(x => x.Shape), i);
        return new OracleCase($"graph {i}", graph.Variables, graph.Values, direction.Items, graph.Outputs, graph.Loss);
    });

    /// <summary>All that is compared, by the reference interpreter.</summary>
    public ResultsLine Results()
    {
        try
        {
            var gradient = Loss.Gradient(Variables.AsSpan());
            var product =
                Loss.HessianVectorProduct(new Leaves(Variables), new Leaves([.. Direction.Select(d => (Expr)d)])).All;
            ImmutableArray<Expr> all = [Loss, .. Outputs, .. gradient, .. product];
            var numbers = Interpreter.Evaluate<double, Real<double>>(all, Bindings(value => value));
            var bounds = Interpreter.Evaluate<Bounded, Bounds>(all, Bindings(Inputs));
            ImmutableArray<ResultLine> lines = [
                .. numbers.Zip(bounds, (value, bound) => ResultLine.Of((Tensor<double>)value, (Tensor<Bounded>)bound))];
            var (outputs, variables) = (1 + Outputs.Length, Variables.Length);
            return new(lines[0], lines[1..outputs], lines[outputs..^variables], lines[^variables..], null);
        }
        catch (ArgumentException e)
        {
            return new(null, [], [], [], e.GetType().Name);
        }
    }

    private (Expr Variable, Tensor Value)[] Bindings(Func<Tensor<double>, Tensor> value) =>
        [.. Variables.Zip(Values, (x, given) => (x, value(given)))];

    private static Tensor<Bounded> Inputs(Tensor<double> value) =>
        Tensor.Generate(value.Shape, i => Bounds.Input(value.Elements[i]));
}
