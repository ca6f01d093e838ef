using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Oracle;

/// <summary>
/// The file that is compared with PyTorch says what the graphs are. The comparison itself is <c>.ci/oracle</c>.
/// </summary>
public sealed class OracleLaws
{
    private const int Seed = 20261122;
    private const int Few = 200;

    [Fact]
    public void A_graph_read_back_from_its_line_has_the_values_gradients_and_products_of_the_line()
    {
        foreach (var given in OracleCase.Random(Seed, Few).Where((_, i) => i % 10 == 9)
            .Concat(TorchConventions.All.SelectMany(convention => convention.Cases)))
        {
            var written = OracleLine.Of(given).ToJson();
            var line = OracleLine.FromJson(written);
            var read = line.Read();
            Assert.All(given.Values.Zip(read.Values, (a, b) => a.Equals(b)), Assert.True);
            Assert.DoesNotContain(read.Variables, given.Variables.Contains);
            Assert.Equal(line.Nodes.ToJsonString(), OracleLine.Of(read).Nodes.ToJsonString());
            if (line.Ours.Error is null) Assert.Equal(Value(given), line.Ours.Loss!.Elements.Single());
        }
    }

    // oracle.py and summary.py read these.
    [Fact]
    public void An_example_has_the_fields_that_the_comparison_reads()
    {
        var given = TorchConventions.All[0].Cases.First();
        Assert.All(["convention", "because", "text", "torch"], field => Assert.Contains(
            $"\"{field}\":", OracleLine.Of(given).ToJson(), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_op_occurs_in_the_first_two_hundred_graphs()
    {
        var ops = OracleCase.Random(Seed, Few).SelectMany(given => Topology.InOrder([given.Loss]))
            .Select(node => node.Op.GetType().Name).ToHashSet();
        Assert.Empty(OpTable.Names.Except(ops));
        Assert.Empty(GraphTemplates.All.Keys.Except(ops));
    }

    [Fact]
    public void A_graph_depends_on_the_seed_and_its_number_alone()
    {
        string Line(int seed, int count) => OracleLine.Of(OracleCase.Random(seed, count).ElementAt(7)).ToJson();
        Assert.Equal(Line(Seed, 8), Line(Seed, 30));
        Assert.NotEqual(Line(Seed, 8), Line(Seed + 1, 8));
    }

    [Fact]
    public void A_running_error_bound_is_between_the_error_of_single_precision_and_a_thousand_times_it()
    {
        var ratios = new List<double>();
        foreach (var given in OracleCase.Random(Seed, 60))
        {
            var exact = OracleLine.Of(given).Ours.Loss!;
            var single = given.Loss.Evaluate<float>([.. given.Variables.Zip(
                given.Values, (x, value) => (x, (Tensor)Tensor.Generate(value.Shape, i => (float)value.Elements[i])))]);
            var error = Math.Abs(single.ToScalar() - exact.Elements[0]) * (1 << 24);
            if (error > 0) ratios.Add(exact.Scale[0] / error);
        }

        Assert.InRange(ratios.Min(), 1, double.PositiveInfinity);
        Assert.InRange(ratios.Order().ElementAt(ratios.Count / 2), 1, 1000);
    }

    [Fact]
    public void A_line_that_names_no_op_or_another_shape_is_refused()
    {
        var line = OracleLine.Of(OracleCase.Random(Seed, 5).Last());
        var node = line.Nodes[^1]!;
        node["shape"] = new System.Text.Json.Nodes.JsonArray(7);
        Assert.Throws<FormatException>(line.Read);
        node["op"] = "Sinus";
        Assert.Contains("Sinus", Assert.Throws<FormatException>(line.Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_convention_has_a_name_of_its_own_and_examples()
    {
        Assert.All(TorchConventions.All, convention => Assert.NotEmpty(convention.Cases));
        Assert.Distinct(TorchConventions.All.Select(convention => convention.Name));
    }

    private static double Value(OracleCase given) =>
        given.Loss.Evaluate<double>([.. given.Variables.Zip(given.Values, (x, value) => (x, (Tensor)value))])
            .ToScalar();
}
