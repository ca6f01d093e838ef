using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>Dropout leaves out the share it says, makes up for it, and is a function of its key.</summary>
public sealed class DropoutLaws
{
    private static readonly DataSet Data = SyntheticData.Separable(60, 6);

    [Law(MaxTest = 30)]
    public void An_element_is_kept_where_its_draw_reaches_the_ratio(long seed, byte tenths)
    {
        var ratio = tenths % 10 / 10.0;
        var x = Samples.Tensor([7, 9]);
        var draws = new float[63];
        Key.From(seed).FillUniform(draws);
        double[] Of(DropoutForm form) =>
            [.. Literal(x).Dropout(ratio, Literal(Key.From(seed)), form).Evaluate<double>().Elements];
        var kept = draws.Select(draw => draw >= ratio ? 1.0 : 0);
        var numbers = Literal(x).Evaluate<double>().Elements;
        Assert.Equal(kept.Zip(numbers, (keep, number) => keep * number / 1), Of(DropoutForm.Book).Select(y => y + 0.0));
        Assert.Equal(
            kept.Zip(numbers, (keep, number) => keep == 0 ? 0 : number / (1 - ratio)), Of(DropoutForm.Inverted));
    }

    [Fact]
    public void Both_forms_keep_the_mean_from_training_to_inference()
    {
        var x = Literal(Tensor.Full<float>([200, 500], 1));
        foreach (var form in Enum.GetValues<DropoutForm>())
        {
            var trained = x.Dropout(0.3, Literal(Key.From(1)), form).Mean().Evaluate<double>().ToScalar();
            Assert.Equal(x.DropoutInference(0.3, form).Mean().Evaluate<double>().ToScalar(), trained, 0.01);
        }
    }

    [Fact]
    public void What_is_left_out_has_no_gradient()
    {
        var x = Variable("x", [50]);
        var y = x.Dropout(0.5, Literal(Key.From(3)));
        var (value, gradient) = (y.Evaluate<double>((x, Tensor.Full<double>([50], 1))),
            y.Sum().Gradient(x).Evaluate<double>((x, Tensor.Full<double>([50], 1))));
        Assert.Equal(value.Elements.ToArray(), gradient.Elements.ToArray());
        Assert.InRange(value.Elements.Count(v => v == 0), 10, 40);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_ratio_that_is_none_is_refused(double ratio)
    {
        var x = Variable("x", [3]);
        Assert.Contains($"not {ratio}", Assert.Throws<ArgumentOutOfRangeException>(
            () => x.Dropout(ratio, Literal(Key.From(1)))).Message, StringComparison.Ordinal);
        foreach (var form in Enum.GetValues<DropoutForm>())
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => x.DropoutInference(ratio, form));
        }
    }

    [Fact]
    public void Each_step_draws_anew_and_any_threads_draw_the_same()
    {
        TrainState<Mlp, KeyChain> Trained(int threads, int steps)
        {
            var step = Train.Step<Mlp>(Loss, Optimizers.Sgd(0.5), new PlanOptions { Threads = threads });
            return Data.RandomBatches(10, Key.From(2)).Take(steps)
                .Fold(step.Start(Net(), KeyChain.From(Key.From(9))), step);
        }

        Bits.AssertSame([.. Trained(1, 20).Parameters.Values()], [.. Trained(3, 20).Parameters.Values()]);
        var keys = Enumerable.Range(0, 5).Select(steps => Trained(1, steps).Carry.Root.ToString()).ToArray();
        var losses = Data.OrderedBatches(60).Concat(Data.OrderedBatches(60)).ToArray();
        var still = Train.Step<Mlp>(Loss, new Scale(0), new PlanOptions());
        var (_, history) = losses.FoldLosses(still.Start(Net(), KeyChain.From(Key.From(9))), still);
        Assert.NotEqual(history.Losses[0], history.Losses[1]);
    }

    [Fact]
    public void A_step_is_that_of_the_reference_and_goes_on_from_where_it_was_left()
    {
        var step = Train.Step<Mlp>(Loss, Optimizers.Momentum(0.5));
        var batches = Data.RandomBatches(10, Key.From(2)).Take(6).ToArray();
        var start = step.Start(Net(), KeyChain.From(Key.From(9)));
        var state = start;
        foreach (var batch in batches) state = step.Apply(state, batch);
        Bits.AssertSame([.. batches.Fold(start, step).Parameters.Values()], [.. state.Parameters.Values()]);
        var (once, _) = step.Graph(start, batches[0].X, batches[0].T);
        Bits.AssertSame([.. once.Parameters.Values()], [.. step.Apply(start, batches[0]).Parameters.Values()]);
    }

    [Fact]
    public void One_key_for_two_layers_is_refused_when_the_step_is_compiled()
    {
        var step = Train.Step<Mlp>((net, x, t, key) =>
            net.Scores(x, (h, _) => h.Relu().Dropout(0.2, key)).SoftmaxCrossEntropy(t), Optimizers.Sgd(0.5));
        var error = Assert.Throws<ArgumentException>(
            () => step.Apply(step.Start(Net(), KeyChain.From(Key.From(9))), Data.OrderedBatches(10).First()));
        Assert.Contains("used twice", error.Message, StringComparison.Ordinal);
    }

    private static Mlp Net() => Mlp.Create([6, 8, 7, 6], Initializers.He, Key.From(1));

    private static Expr Loss(Mlp net, Expr x, Expr t, Expr key) =>
        net.Scores(x, (h, layer) => h.Relu().Dropout(0.3, key.FoldIn(layer))).SoftmaxCrossEntropy(t);
}
