using Autograd.Examples.Experiments.Digits;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Examples.Experiments.Search;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Experiments.Digits;

/// <summary>What `digits` says of its network.</summary>
public sealed class DigitsExperimentLaws
{
    [Law(MaxTest = 5)]
    public void The_words_agree_with_a_difference_of_the_cost(long seed, byte example)
    {
        var test = Test();
        var (net, index) = (DigitNet.Create(test, Key.From(seed)), example % test.Count);
        var batch = test.Slice(index, 1).OrderedBatches(1).Single();
        var advice = Advice.Of(net, test, index);
        var some = advice.Nudges.Take(8).Concat(
            Enumerable.Range(0, 3).SelectMany(layer => advice.Nudges.Where(nudge => nudge.Layer == layer).Take(3)));
        foreach (var nudge in some)
        {
            const double H = 1e-4;
            var slope = (Cost(Moved(net, nudge, H), batch) - Cost(Moved(net, nudge, -H), batch)) / (2 * H);
            Assert.Equal(slope < 0 ? "up" : "down", nudge.Direction);
            Assert.Equal(-slope, nudge.Value, 1e-6);
            Assert.StartsWith($"T{nudge.Parameter(net, test)[1..]} should go {nudge.Direction};",
                advice.Sentence(nudge, nudge), StringComparison.Ordinal);
        }
    }

    [Law(MaxTest = 5)]
    public void A_step_along_the_negative_gradient_lowers_the_cost(long seed)
    {
        var test = Test();
        var net = DigitNet.Create(test, Key.From(seed));
        var batch = test.Slice(0, 1).OrderedBatches(1).Single();
        var down = DigitNet.Downhill(net, batch.X, batch.T);
        Assert.True(Cost(net + (1e-3 * down), batch) < Cost(net, batch));
        Assert.True(Cost(net - (1e-3 * down), batch) > Cost(net, batch));
    }

    [Fact]
    public void The_weights_of_pixels_without_ink_are_not_touched_and_every_parameter_has_an_entry()
    {
        var blank =
            DataSet.From([.. Enumerable.Range(0, 784).Select(i => (byte)(i == 30 ? 200 : 0))], [7], [28, 28], 10);
        var net = DigitNet.Create(blank, Key.From(1));
        var advice = Advice.Of(net, blank, 0);
        Assert.Equal(13_002, net.CountParameters());
        Assert.Equal(13_002, advice.Nudges.Length);
        Assert.Equal(783 * 16, advice.Untouched);
        Assert.All(
            advice.Nudges, nudge => Assert.Equal(nudge.Value == 0, nudge is { Layer: 0, From: not null and not 30 }));
        Assert.Equal("the weight from the pixel in row 2, column 3 to hidden unit 1.5",
            new Nudge(0, 30, 4, 1).Parameter(net, blank));
        Assert.Equal("the weight from hidden unit 2.7 to output 3", new Nudge(2, 6, 3, 1).Parameter(net, blank));
        Assert.Equal("the bias of hidden unit 2.16", new Nudge(1, null, 15, 1).Parameter(net, blank));
    }

    [Fact]
    public void Another_data_set_is_learnt_the_same_for_any_number_of_threads()
    {
        using var data = SmallDigits.Write();
        var (one, three) = (Run(data, "--threads", "1"), Run(data, "--threads", "3"));
        Assert.True(Value(one, "test accuracy") > 0.9, SearchExperimentLaws.Findings(one));
        Assert.True(Value(one, "cost on the test images after training") < Value(
            one, "cost on the test images before training") / 5, SearchExperimentLaws.Findings(one));
        Assert.Equal(SearchExperimentLaws.Findings(one), SearchExperimentLaws.Findings(three));
        Assert.Equal((64 * 16) + 16 + (16 * 16) + 16 + (16 * 10) + 10, Value(one, "parameters"));
    }

    [Fact]
    public void A_digit_that_is_not_there_is_refused_in_one_line()
    {
        using var data = SmallDigits.Write();
        var error = Assert.Throws<ProgramException>(() => Run(data, "--digit", "80"));
        Assert.Equal("--digit: the test images are 0 to 79, and 80 is none of them", error.Message);
    }

    private static double Value(ExperimentRun run, string figure) =>
        run.Findings.Figures.Single(found => found.Name == figure).Value;

    private static ExperimentRun Run(TemporaryFolder data, params string[] arguments) =>
        ExperimentRunner.Run(ExperimentSetup.Of(
            DigitsExperiment.Experiment, ["--data", data.Path, "--batch", "10", "--epochs", "40", .. arguments]));

    private static DataSet Test()
    {
        using var data = SmallDigits.Write(8, 16);
        return MnistFiles.Read(data.Path)
            .Match(Right: sets => sets.Test, Left: error => throw new InvalidOperationException(error.Message));
    }

    private static double Cost(Mlp net, Batch batch) =>
        DigitNet.Cost(net, batch.X, batch.T).Evaluate<double>().ToScalar();

    // A difference of one parameter, whatever the nudge's value says.
    private static Mlp Moved(Mlp net, Nudge nudge, double by)
    {
        var layer = net.Layers[nudge.Layer];
        var moved = nudge.From is { } from
            ? layer with { Weight = Plus(layer.Weight, (from * layer.Weight.Shape[1]) + nudge.To, by) }
            : layer with { Bias = Plus(layer.Bias, nudge.To, by) };
        return new(net.Layers.SetItem(nudge.Layer, moved));
    }

    private static Expr Plus(Expr parameter, int index, double by) =>
        parameter + Prelude.Literal(Tensor.Generate(parameter.Shape, i => i == index ? by : 0));
}
