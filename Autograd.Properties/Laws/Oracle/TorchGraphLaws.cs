using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Autograd.Properties.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Oracle;

/// <summary>The Python program that computes graphs calls ops and their parameters by the names of the file.</summary>
public sealed partial class TorchGraphLaws
{
    private const int Graphs = 200;

    private static readonly string Program =
        File.ReadAllText(Path.Combine(Repository.Root, "Autograd.Properties", "Oracle", "torch_graph.py"));

    private static readonly Lazy<JsonNode[]> Nodes = new(() =>
        [.. OracleCase.Random(20261122, Graphs).SelectMany(given => OracleLine.Of(given).Nodes).Select(node => node!)]);

    [Fact]
    public void It_computes_the_ops_that_occur_and_no_others()
    {
        var occurring = Nodes.Value.Select(node => (string)node["op"]!).Except(["Variable", "Literal"]);
        Assert.Empty(Names(Op()).Except(occurring));
        Assert.All(
            occurring.Except(Names(Op())),
            name => Assert.True(ElementwiseCases.ByName.ContainsKey(name), name));
        Assert.Empty(Names(Called()).Except(Names(Function())));
        Assert.Contains("convolution", Names(Called()));
    }

    [Fact]
    public void It_reads_parameters_that_ops_have()
    {
        var written = Nodes.Value.SelectMany(Keys).ToHashSet();
        Assert.Empty(Names(Parameter()).Except(written));
        Assert.Contains("stride", Names(Parameter()));
    }

    private static IEnumerable<string> Keys(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Keys(field.Value).Prepend(field.Key)),
        JsonArray items => items.SelectMany(Keys),
        _ => [],
    };

    private static IEnumerable<string> Names(Regex pattern) => pattern.Matches(Program)
        .Select(found => found.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);

    // A line of the table of ops.
    [GeneratedRegex("^    \"(\\w+)\": ", RegexOptions.Multiline)]
    private static partial Regex Op();

    // A function in a line of the table that is not written there.
    [GeneratedRegex("^    \"\\w+\": (\\w+),$", RegexOptions.Multiline)]
    private static partial Regex Called();

    [GeneratedRegex("^def (\\w+)\\(", RegexOptions.Multiline)]
    private static partial Regex Function();

    // A field of a node, or of a record in it.
    [GeneratedRegex("\\b(?:n|node|how|at)\\[\"(\\w+)\"\\]")]
    private static partial Regex Parameter();
}
