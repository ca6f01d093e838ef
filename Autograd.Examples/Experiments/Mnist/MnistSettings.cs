using System.Collections.Immutable;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Experiments.Mnist;

/// <summary>What `mnist` can be asked to do; by default it has the settings of the book's chapter 4.</summary>
internal static class MnistSettings
{
    private const int UsualHidden = 50;
    private const double UsualRate = 0.1;
    private const int UsualBatch = 100;
    private const int UsualIterations = 10_000;

    // An hour of the smallest network.
    private const int MostIterations = 10_000_000;

    private static readonly ImmutableArray<(string Name, Func<Expr, Expr> Value)> Activations =
        [("sigmoid", x => x.Sigmoid()), ("relu", x => x.Relu()), ("tanh", x => x.Tanh())];

    private static readonly ImmutableArray<(string Name, Func<double, GradientTransform> Value)> OptimizersByName =
    [
        ("sgd", rate => Optimizers.Sgd(rate)),
        ("momentum", rate => Optimizers.Momentum(rate)),
        ("adam", rate => Optimizers.Adam(rate)),
    ];

    /// <summary>Units of the hidden layer.</summary>
    public static Setting<int> Hidden { get; } =
        Setting.Count("--hidden", "Units of the hidden layer", UsualHidden);

    /// <summary>The name of the activation.</summary>
    public static Setting<string> Activation { get; } = Setting.Choice("--activation",
        "Activation of the hidden layer (the book: sigmoid in chapter 4, relu in chapter 5)", "sigmoid",
        [.. Activations.Select(each => each.Name)]);

    /// <summary>The name of the optimizer.</summary>
    public static Setting<string> Optimizer { get; } = Setting.Choice(
        "--optimizer", "How gradients become updates", "sgd", [.. OptimizersByName.Select(each => each.Name)]);

    /// <summary>The learning rate.</summary>
    public static Setting<double> Rate { get; } = Setting.Positive("--learning-rate", "Learning rate", UsualRate);

    /// <summary>Images in a mini-batch.</summary>
    public static Setting<int> Batch { get; } = Setting.Count("--batch", "Images in a mini-batch", UsualBatch);

    /// <summary>How long it trains.</summary>
    public static TrainingLength Length { get; } =
        TrainingLength.InIterations("Training steps", UsualIterations, MostIterations);

    /// <summary>All of them, in the order of <c>--help</c>.</summary>
    public static ImmutableArray<Setting> All { get; } =
        [Hidden, Activation, Optimizer, Rate, Batch, Length.Iterations, Length.Epochs];

    /// <summary>The activation.</summary>
    /// <param name="lab">The command line.</param>
    public static Func<Expr, Expr> ActivationOf(Lab lab) =>
        Activations.Single(each => each.Name == lab.Get(Activation)).Value;

    /// <summary>The optimizer.</summary>
    /// <param name="lab">The command line.</param>
    public static GradientTransform OptimizerOf(Lab lab) =>
        OptimizersByName.Single(each => each.Name == lab.Get(Optimizer)).Value(lab.Get(Rate));

    /// <summary>What the book's code gives, over five seeds, where a run has its settings.</summary>
    /// <param name="lab">The command line.</param>
    public static (Reference Test, Reference Training)? BookOf(Lab lab) =>
        lab.Data is not null || !Length.Is(lab, iterations: UsualIterations)
            || (lab.Get(Hidden), lab.Get(Optimizer), lab.Get(Rate), lab.Get(Batch))
                != (UsualHidden, "sgd", UsualRate, UsualBatch) ? null
        : lab.Get(Activation) switch
        {
            "sigmoid" => (Reference.Spread(0.9435, 0.9474, "F4"), Reference.Spread(0.945, 0.948, "F3")),
            "relu" => (Reference.Spread(0.9683, 0.9719, "F4"), Reference.Spread(0.978, 0.980, "F3")),
            _ => null,
        };
}
