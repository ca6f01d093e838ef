using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Autograd.Graph;
using Autograd.Graph.Transforms.Calls;
using Autograd.Properties.Graph.Numerics;

namespace Autograd.Properties.Oracle;

/// <summary>
/// One line of the file: a graph as a list of nodes, each after its inputs, where it is evaluated, and our results.
/// </summary>
internal sealed record OracleLine(
    string Name,
    JsonArray Nodes,
    int Loss,
    ImmutableArray<int> Outputs,
    ImmutableArray<int> Variables,
    ImmutableArray<ImmutableArray<double>> Values,
    ImmutableArray<ImmutableArray<double>> Direction,
    ResultsLine Ours,
    ExampleLine? Example)
{
    // Numbers are written with as many digits as tell them apart, NaN and infinities as strings.
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static OracleLine Of(OracleCase given)
    {
        // Functions that are one node to us are their graphs to others; the results are those with our rules for them.
        var open = Expansion.Of([given.Loss, .. given.Outputs]);
        var nodes = Topology.InOrder([.. open, .. given.Variables]);
        var numbers = nodes.Index().ToDictionary(node => node.Item, node => node.Index);
        return new(
            given.Name,
            [.. nodes.Select(node => NodeFormat.Write(node, input => numbers[input]))],
            numbers[open[0]],
            [.. open[1..].Select(output => numbers[output])],
            [.. given.Variables.Select(variable => numbers[variable])],
            [.. given.Values.Select(value => value.Elements)],
            [.. given.Direction.Select(value => value.Elements)],
            given.Results(),
            given.Example);
    }

    /// <summary>The graph built anew, with variables and literals of its own.</summary>
    public OracleCase Read()
    {
        var made = new List<Expr>();
        foreach (var node in Nodes) made.Add(NodeFormat.Read(node!.AsObject(), i => made[i]));
        ImmutableArray<Expr> variables = [.. Variables.Select(i => made[i])];
        ImmutableArray<Tensor<double>> Tensors(ImmutableArray<ImmutableArray<double>> elements) =>
            [.. variables.Zip(elements, (x, values) => Tensor.Of(x.Shape, values))];
        return new(Name, variables, Tensors(Values), Tensors(Direction), [.. Outputs.Select(i => made[i])],
            made[Loss])
        { Example = Example };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    public static OracleLine FromJson(string line) =>
        JsonSerializer.Deserialize<OracleLine>(line, Options) ?? throw new FormatException("A line of graphs is null.");
}

/// <summary>The results that are compared, or the exception there was instead.</summary>
internal sealed record ResultsLine(
    ResultLine? Loss, ImmutableArray<ResultLine> Outputs, ImmutableArray<ResultLine> Gradient,
    ImmutableArray<ResultLine> Product, string? Error);

/// <summary>
/// A tensor, and for each element the scale of a difference: its magnitude and its running error bound in units of
/// rounding.
/// </summary>
internal sealed record ResultLine(ImmutableArray<double> Elements, ImmutableArray<double> Scale)
{
    public static ResultLine Of(Tensor<double> value, Tensor<Bounded> bound) => new(
        value.Elements,
        [.. value.Elements.Zip(
            bound.Elements, (x, b) => double.IsFinite(b.Error) ? Math.Abs(x) + b.Error : Math.Abs(x))]);
}

/// <summary>What a graph at a special point is an example of.</summary>
/// <param name="Convention">The name of the convention.</param>
/// <param name="Because">Why ours differs from PyTorch's; null where they have to agree.</param>
/// <param name="Text">Our expression, as it is written.</param>
/// <param name="Torch">PyTorch's expression for the same; null for the same graph, node by node.</param>
internal sealed record ExampleLine(string Convention, string? Because, string Text, string? Torch);
