using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>A setting: how it is given, a value that is taken, and values that are refused.</summary>
/// <param name="Use">Gives a value to the setting.</param>
/// <param name="Good">A value that is taken.</param>
/// <param name="Bad">Values that are refused.</param>
/// <param name="Named">What the message calls it, where that is not its own name.</param>
internal sealed record Setting(Action<object> Use, object Good, object[] Bad, string? Named);

/// <summary>
/// Every setting of optimizers, schedules, layers and training, by <c>Type.Member(parameter)</c> or
/// <c>Type.Property</c>.
/// </summary>
internal static class SettingTable
{
    private static readonly double[] Decays = [-0.1, 1, 1.5, .. Infinite];
    private static readonly double[] AboveZero = [0, -1, .. Infinite];
    private static readonly double[] ZeroOrMore = [-1, -1e-30, .. Infinite];
    private static readonly double[] Shares = [-0.1, 1.1, .. Infinite];
    private static readonly int[] Counts = [0, -1, int.MinValue];
    private static readonly int[] CountsOrNone = [-1, int.MinValue];
    private static readonly Expr[] NoNumbers = [Zeros([2]), Variable("v", [1]), Tensor.Of([], 3)];
    private static readonly Schedule[] BadRates =
        [0, -0.1, .. Infinite.Select(rate => (Schedule)rate), -(Expr)0.1, Schedule.Of(_ => -0.1),
            Schedule.Of(step => (step - 1) * 0.1), Schedule.Of(step => 1 / step)];

    private static readonly Expr X = Variable("x", [4, 3]);
    private static readonly Expr Pictures = Variable("pictures", [2, 3, 8, 8]);
    private static readonly Affine Layer = Affine.Create(4, 3, Initializers.He, Key.From(1));
    private static readonly Conv Filters = Conv.Create(3, 2, 3, Initializers.He, Key.From(1));
    private static readonly DeepConvNet Deep =
        DeepConvNet.Create([1, 28, 28], 2, Initializers.He, Key.From(1), filters: 1);
    private static readonly LossHistory History = new([1, 2, 3]);
    private static readonly DataSet Data = SyntheticData.Noise(20, 4, 3);
    private static readonly TrainStep<Affine> Step =
        Train.Step<Affine>((net, x, t) => x.Affine(net).SoftmaxCrossEntropy(t), Optimizers.Sgd(0.1));

    public static IReadOnlyDictionary<string, Setting> All { get; } = new Dictionary<string, Setting>(
    [
        Of<Expr>(
            "AddDecayedWeights.new(Decay)",
            v => new AddDecayedWeights(v), 0.1, [.. ZeroOrMore.Select(v => (Expr)v), .. NoNumbers]),
        Of<Expr>(
            "AddDecayedWeights.Decay",
            v => new AddDecayedWeights(1) with { Decay = v }, 0.1, [.. ZeroOrMore.Select(v => (Expr)v), .. NoNumbers]),
        Of("AddDecayedWeights.new(LeastRank)", v => new AddDecayedWeights(1, v), 0, CountsOrNone),
        Of("AddDecayedWeights.LeastRank", v => new AddDecayedWeights(1) with { LeastRank = v }, 0, CountsOrNone),
        Of<Expr>("Scale.new(Factor)", v => new Scale(v), -0.1, [.. Infinite.Select(v => (Expr)v), .. NoNumbers]),
        Of<Expr>(
            "Scale.Factor",
            v => new Scale(1) with { Factor = v }, -0.1, [.. Infinite.Select(v => (Expr)v), .. NoNumbers]),
        Of<Schedule>(
            "ScaleBySchedule.new(Factor)",
            v => new ScaleBySchedule(v), -0.1, [.. Infinite.Select(v => (Schedule)v)]),
        Of<Schedule>(
            "ScaleBySchedule.Factor",
            v => new ScaleBySchedule(1) with { Factor = v }, -0.1, [.. Infinite.Select(v => (Schedule)v)]),
        Of("Adjustable.new(Settings)", v => new Adjustable(s => new Scale(s[0]), v), Lists(-1)[0], Lists(Infinite)),
        Of(
            "Adjustable.Settings",
            v => new Adjustable(s => new Scale(s[0]), Lists(1)[0]) with { Settings = v }, Lists(-1)[0],
            Lists(Infinite)),
        Of("Optimizers.Adjustable(settings)", v => Optimizers.Adjustable(s => new Scale(s[0]), v), -1.0, Infinite),
        Of(
            "OptimizerState.WithSettings(settings)",
            v => Optimizers.Adjustable(s => new Scale(s[0]), 1).Start(Layer).WithSettings(v), -1.0, Infinite),
        Of("Trace.new(Decay)", v => new Trace(v), 0.0, Decays),
        Of("Trace.Decay", v => new Trace(0.5) with { Decay = v }, 0.0, Decays),
        Of("ClipByValue.new(Most)", v => new ClipByValue(v), 0.1, AboveZero),
        Of("ClipByValue.Most", v => new ClipByValue(1) with { Most = v }, 0.1, AboveZero),
        Of("ClipByGlobalNorm.new(Most)", v => new ClipByGlobalNorm(v), 0.1, AboveZero),
        Of("ClipByGlobalNorm.Most", v => new ClipByGlobalNorm(1) with { Most = v }, 0.1, AboveZero),
        Of("ScaleByAdam.new(FirstDecay)", v => new ScaleByAdam(v, 0.9, 1), 0.0, Decays),
        Of("ScaleByAdam.FirstDecay", v => new ScaleByAdam(0.9, 0.9, 1) with { FirstDecay = v }, 0.0, Decays),
        Of("ScaleByAdam.new(SecondDecay)", v => new ScaleByAdam(0.9, v, 1), 0.0, Decays),
        Of("ScaleByAdam.SecondDecay", v => new ScaleByAdam(0.9, 0.9, 1) with { SecondDecay = v }, 0.0, Decays),
        Of("ScaleByAdam.new(Epsilon)", v => new ScaleByAdam(0.9, 0.9, v), 0.1, AboveZero),
        Of("ScaleByAdam.Epsilon", v => new ScaleByAdam(0.9, 0.9, 1) with { Epsilon = v }, 0.1, AboveZero),
        Of("ScaleByAdam.new(EpsilonRoot)", v => new ScaleByAdam(0.9, 0.9, 1, v), 0.0, ZeroOrMore),
        Of("ScaleByAdam.EpsilonRoot", v => new ScaleByAdam(0.9, 0.9, 1) with { EpsilonRoot = v }, 0.0, ZeroOrMore),
        Of("ScaleByLion.new(FirstDecay)", v => new ScaleByLion(v, 0.9), 0.0, Decays),
        Of("ScaleByLion.FirstDecay", v => new ScaleByLion(0.9, 0.9) with { FirstDecay = v }, 0.0, Decays),
        Of("ScaleByLion.new(SecondDecay)", v => new ScaleByLion(0.9, v), 0.0, Decays),
        Of("ScaleByLion.SecondDecay", v => new ScaleByLion(0.9, 0.9) with { SecondDecay = v }, 0.0, Decays),
        Of("ScaleByRootMeanSquare.new(Decay)", v => new ScaleByRootMeanSquare(v, 1), 0.0, Decays),
        Of("ScaleByRootMeanSquare.Decay", v => new ScaleByRootMeanSquare(0.9, 1) with { Decay = v }, 0.0, Decays),
        Of("ScaleByRootMeanSquare.new(Epsilon)", v => new ScaleByRootMeanSquare(0.9, v), 0.1, AboveZero),
        Of(
            "ScaleByRootMeanSquare.Epsilon",
            v => new ScaleByRootMeanSquare(0.9, 1) with { Epsilon = v }, 0.1, AboveZero),
        Of("ScaleByRootMeanSquare.new(EpsilonRoot)", v => new ScaleByRootMeanSquare(0.9, 1, v), 0.0, ZeroOrMore),
        Of(
            "ScaleByRootMeanSquare.EpsilonRoot",
            v => new ScaleByRootMeanSquare(0.9, 1) with { EpsilonRoot = v }, 0.0, ZeroOrMore),
        Of("ScaleByRootSumOfSquares.new(Epsilon)", v => new ScaleByRootSumOfSquares(v), 0.1, AboveZero),
        Of("ScaleByRootSumOfSquares.Epsilon", v => new ScaleByRootSumOfSquares(1) with { Epsilon = v }, 0.1, AboveZero),
        Of("ScaleByRootSumOfSquares.new(EpsilonRoot)", v => new ScaleByRootSumOfSquares(1, v), 0.0, ZeroOrMore),
        Of(
            "ScaleByRootSumOfSquares.EpsilonRoot",
            v => new ScaleByRootSumOfSquares(1) with { EpsilonRoot = v }, 0.0, ZeroOrMore),
        Of<Schedule>("Optimizers.Sgd(learningRate)", v => Optimizers.Sgd(v), 0.1, BadRates),
        Of<Schedule>("Optimizers.Momentum(learningRate)", v => Optimizers.Momentum(v), 0.1, BadRates),
        Of("Optimizers.Momentum(momentum)", v => Optimizers.Momentum(1, v), 0.0, Decays),
        Of<Schedule>("Optimizers.Nesterov(learningRate)", v => Optimizers.Nesterov(v), 0.1, BadRates),
        Of("Optimizers.Nesterov(momentum)", v => Optimizers.Nesterov(1, v), 0.0, Decays),
        Of<Schedule>("Optimizers.AdaGrad(learningRate)", v => Optimizers.AdaGrad(v), 0.1, BadRates),
        Of("Optimizers.AdaGrad(epsilon)", v => Optimizers.AdaGrad(1, v), 0.1, AboveZero),
        Of("Optimizers.AdaGrad(epsilonRoot)", v => Optimizers.AdaGrad(1, epsilonRoot: v), 0.0, ZeroOrMore),
        Of<Schedule>("Optimizers.RmsProp(learningRate)", v => Optimizers.RmsProp(v), 0.1, BadRates),
        Of("Optimizers.RmsProp(decay)", v => Optimizers.RmsProp(1, v), 0.0, Decays),
        Of("Optimizers.RmsProp(epsilon)", v => Optimizers.RmsProp(1, epsilon: v), 0.1, AboveZero),
        Of("Optimizers.RmsProp(epsilonRoot)", v => Optimizers.RmsProp(1, epsilonRoot: v), 0.0, ZeroOrMore),
        Of<Schedule>("Optimizers.Adam(learningRate)", v => Optimizers.Adam(v), 0.1, BadRates),
        Of("Optimizers.Adam(firstDecay)", v => Optimizers.Adam(1, v), 0.0, Decays),
        Of("Optimizers.Adam(secondDecay)", v => Optimizers.Adam(1, secondDecay: v), 0.0, Decays),
        Of("Optimizers.Adam(epsilon)", v => Optimizers.Adam(1, epsilon: v), 0.1, AboveZero),
        Of("Optimizers.Adam(epsilonRoot)", v => Optimizers.Adam(1, epsilonRoot: v), 0.0, ZeroOrMore),
        Of<Schedule>("Optimizers.AdamW(learningRate)", v => Optimizers.AdamW(v), 0.1, BadRates),
        Of("Optimizers.AdamW(decay)", v => Optimizers.AdamW(1, v), 0.0, ZeroOrMore),
        Of("Optimizers.AdamW(firstDecay)", v => Optimizers.AdamW(1, firstDecay: v), 0.0, Decays),
        Of("Optimizers.AdamW(secondDecay)", v => Optimizers.AdamW(1, secondDecay: v), 0.0, Decays),
        Of("Optimizers.AdamW(epsilon)", v => Optimizers.AdamW(1, epsilon: v), 0.1, AboveZero),
        Of("Optimizers.AdamW(epsilonRoot)", v => Optimizers.AdamW(1, epsilonRoot: v), 0.0, ZeroOrMore),
        Of<Schedule>("Optimizers.Lion(learningRate)", v => Optimizers.Lion(v), 0.1, BadRates),
        Of("Optimizers.Lion(decay)", v => Optimizers.Lion(1, v), 0.0, ZeroOrMore),
        Of("Optimizers.Lion(firstDecay)", v => Optimizers.Lion(1, firstDecay: v), 0.0, Decays),
        Of("Optimizers.Lion(secondDecay)", v => Optimizers.Lion(1, secondDecay: v), 0.0, Decays),
        Of("Schedules.Constant(value)", v => Schedules.Constant(v), 0.0, ZeroOrMore),
        Of("Schedules.Step(value)", v => Schedules.Step(v, 1, 1), 0.0, ZeroOrMore),
        Of("Schedules.Step(factor)", v => Schedules.Step(1, v, 1), 0.0, ZeroOrMore),
        Of("Schedules.Step(steps)", v => Schedules.Step(1, 1, v), 0, CountsOrNone),
        Of("Schedules.Exponential(value)", v => Schedules.Exponential(v, 1, 1), 0.0, ZeroOrMore),
        Of("Schedules.Exponential(factor)", v => Schedules.Exponential(1, v, 1), 0.5, AboveZero),
        Of("Schedules.Exponential(over)", v => Schedules.Exponential(1, 1, v), 1, Counts),
        Of("Schedules.Cosine(value)", v => Schedules.Cosine(v, 1), 0.0, ZeroOrMore),
        Of("Schedules.Cosine(steps)", v => Schedules.Cosine(1, v), 1, Counts),
        Of("Schedules.Cosine(end)", v => Schedules.Cosine(1, 1, v), 0.0, ZeroOrMore),
        Of("Schedules.WarmUp(steps)", v => Schedules.WarmUp(v, 1), 0, CountsOrNone),
        Of<Schedule>(
            "Schedules.WarmUp(then)",
            v => Schedules.WarmUp(1, v), 0.5, [.. ZeroOrMore.Select(v => (Schedule)v), Schedule.Of(_ => -1)]),
        Of("StepCount.From(steps)", v => StepCount.From(v), 0L, [-1L, long.MinValue, long.MaxValue]),
        Of("Affine.Create(inputs)", v => Affine.Create(v, 1, Initializers.He, Key.From(1)), 1, CountsOrNone),
        Of("Affine.Create(outputs)", v => Affine.Create(1, v, Initializers.He, Key.From(1)), 1, CountsOrNone),
        Of("BatchNorm.Create(features)", v => BatchNorm.Create(v), 1, Counts),
        Of("FeatureStatistics.Create(features)", v => FeatureStatistics.Create(v), 1, Counts),
        Of(
            "FeatureStatistics.Toward(momentum)",
            v => FeatureStatistics.Create(3).Toward(FeatureStatistics.Of(X), v), 1.0, Shares),
        Of(
            "BatchNormFunctions.BatchNorm(epsilon)",
            v => X.BatchNorm(BatchNorm.Create(3), FeatureStatistics.Create(3), v), 0.1, AboveZero),
        Of(
            "BatchNormFunctions.BatchNormTraining(momentum)",
            v => X.BatchNormTraining(BatchNorm.Create(3), FeatureStatistics.Create(3), v), 1.0, Shares),
        Of(
            "BatchNormFunctions.BatchNormTraining(epsilon)",
            v => X.BatchNormTraining(BatchNorm.Create(3), FeatureStatistics.Create(3), epsilon: v), 1.0, AboveZero),
        Of("Conv.Create(channels)", v => Conv.Create(v, 1, 1, Initializers.He, Key.From(1)), 1, Counts),
        Of("Conv.Create(filters)", v => Conv.Create(1, v, 1, Initializers.He, Key.From(1)), 1, Counts),
        Of("Conv.Create(length)", v => Conv.Create(1, 1, length: v, Initializers.He, Key.From(1)), 1, Counts),
        Of("Conv.Create(size)", v => Conv.Create(1, 1, (Size2D)v, Initializers.He, Key.From(1)), 1, Counts),
        Of("ConvFunctions.Convolution(stride)", v => Pictures.Convolution(Filters, stride: v), 1, Counts),
        Of("ConvFunctions.Convolution(padding)", v => Pictures.Convolution(Filters, padding: v), 1, CountsOrNone),
        Of("ConvFunctions.Convolution(dilation)", v => Pictures.Convolution(Filters, dilation: v), 1, Counts),
        Of("ConvFunctions.Convolution(groups)", v => Pictures.Convolution(Filters, groups: v), 1, Counts),
        Of(
            "DeepConvNet.Create(classes)",
            v => DeepConvNet.Create([1, 28, 28], v, Initializers.He, Key.From(1), 1), 2, CountsOrNone, "outputs"),
        Of(
            "DeepConvNet.Create(filters)",
            v => DeepConvNet.Create([1, 28, 28], 2, Initializers.He, Key.From(1), v), 1, [0, -1]),
        Of(
            "DeepConvNet.Create(hidden)",
            v => DeepConvNet.Create([1, 28, 28], 2, Initializers.He, Key.From(1), 1, v), 2, CountsOrNone, "outputs"),
        Of(
            "DeepConvNet.Create(ratio)",
            v => DeepConvNet.Create([1, 28, 28], 2, Initializers.He, Key.From(1), 1, ratio: v), 0.0, Decays),
        Of(
            "DeepConvNet.new(Ratio)",
            v => new DeepConvNet(Deep.Convs, Deep.Hidden, Deep.Output, Deep.Image, v, Deep.Form), 0.0, Decays),
        Of("DeepConvNet.Ratio", v => Deep with { Ratio = v }, 0.0, Decays),
        Of(
            "SimpleConvNet.Create(classes)",
            v => SimpleConvNet.Create([1, 8, 8], v, Initializers.He, Key.From(1), 1), 2, CountsOrNone, "outputs"),
        Of(
            "SimpleConvNet.Create(filters)",
            v => SimpleConvNet.Create([1, 8, 8], 2, Initializers.He, Key.From(1), v), 2, Counts),
        Of(
            "SimpleConvNet.Create(size)",
            v => SimpleConvNet.Create([1, 8, 8], 2, Initializers.He, Key.From(1), 1, v), 2, Counts),
        Of(
            "SimpleConvNet.Create(hidden)",
            v => SimpleConvNet.Create([1, 8, 8], 2, Initializers.He, Key.From(1), 1, hidden: v), 2, CountsOrNone,
            "outputs"),
        Of("DropoutFunctions.Dropout(ratio)", v => X.Dropout(v, Literal(Key.From(1))), 0.0, Decays),
        Of("DropoutFunctions.DropoutInference(ratio)", v => X.DropoutInference(v), 0.0, Decays),
        Of("Initializers.Normal(standardDeviation)", v => Initializers.Normal(v), 0.0, ZeroOrMore),
        Of("LayerNorm.Create(features)", v => LayerNorm.Create(v), 1, Counts),
        Of("LayerNormFunctions.LayerNorm(epsilon)", v => X.LayerNorm(LayerNorm.Create(3), v), 0.1, AboveZero),
        Of("LossHistory.MeanOfLast(count)", v => History.MeanOfLast(v), 1, Counts),
        Of("LossHistory.Smoothed(reach)", v => History.Smoothed(v), 0, CountsOrNone),
        Of("Metrics.Accuracy(chunk)", v => Metrics.Accuracy<Affine>((net, x) => x.Affine(net), chunk: v), 1, Counts),
        Of(
            "Metrics.Predictions(chunk)",
            v => Metrics.Predictions<Affine>((net, x) => x.Affine(net), chunk: v), 1, Counts),
        Of("Mlp.Create(widths)", v => Mlp.Create([4, v, 2], Initializers.He, Key.From(1)), 1, CountsOrNone, "outputs"),
        Of(
            "NormalizedMlp.Create(widths)",
            v => NormalizedMlp.Create([4, v, 2], Initializers.He, Key.From(1)), 1, CountsOrNone, "outputs"),
        Of("Penalties.L1Penalty(leastRank)", v => Layer.L1Penalty(v), 0, CountsOrNone),
        Of("Penalties.L2Penalty(leastRank)", v => Layer.L2Penalty(v), 0, CountsOrNone),
        Of("Penalties.LInfinityPenalty(leastRank)", v => Layer.LInfinityPenalty(v), 0, CountsOrNone),
        Of(
            "TrainingFolds.Observe(every)",
            v => Data.RandomBatches(2, Key.From(1)).Take(0).Observe(Step.Start(Layer), Step, v), 1, Counts),
        Of("Step.PlanFor(size)", v => Step.PlanFor(Step.Start(Layer), v, 4), 2, CountsOrNone, "axis"),
        Of("Step.PlanFor(features)", v => Step.PlanFor(Step.Start(Layer), 2, v), 4, CountsOrNone, "axis"),
        Act("Step.Prepare(size)", v => Step.Prepare(Step.Start(Layer), v, 4), 2, CountsOrNone, "axis"),
        Act("Step.Prepare(features)", v => Step.Prepare(Step.Start(Layer), 2, v), 4, CountsOrNone, "axis"),
    ]);

    /// <summary>Parameters of these types that are no settings, each with the reason.</summary>
    public static Dictionary<string, string> NoSettings { get; } = new()
    {
        ["ConfusionMatrix.Precision(of)"] = "an index, which the tensor of counts checks",
        ["ConfusionMatrix.Recall(of)"] = "an index, which the tensor of counts checks",
        ["Observation.new(Iteration)"] = "what was counted",
        ["Observation.Iteration"] = "what was counted",
        ["Observation.new(Loss)"] = "what was measured, which may be NaN",
        ["Observation.Loss"] = "what was measured, which may be NaN",
        ["Schedule.FromDouble(constant)"] = "any factor; whoever takes it as a learning rate checks it",
    };

    private static double[] Infinite => [double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static ValueList<double>[] Lists(params double[] values) =>
        [.. values.Select(value => ValueList.Of(value))];

    private static KeyValuePair<string, Setting> Of<T>(
        string key, Func<T, object> use, T good, T[] bad, string? named = null)
        where T : notnull => new(key, new(value => use((T)value), good, [.. bad.Cast<object>()], named));

    private static KeyValuePair<string, Setting> Act<T>(
        string key, Action<T> use, T good, T[] bad, string? named = null)
        where T : notnull => new(key, new(value => use((T)value), good, [.. bad.Cast<object>()], named));
}
