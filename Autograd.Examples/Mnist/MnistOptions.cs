using Autograd.Examples.Experiments;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn;
using LanguageExt;
using static LanguageExt.Prelude;

namespace Autograd.Examples.Mnist;

/// <summary>What `mnist` is asked to do, as it was written on the command line.</summary>
internal sealed record MnistArguments(
    string? Data, int Hidden, string Activation, string Optimizer, double LearningRate, int Batch, int Iterations,
    long Seed, int Threads, string Output, bool Quiet, bool Json)
{
    /// <summary>The most steps: an hour of the smallest network.</summary>
    public const int MostIterations = 10_000_000;

    /// <summary>The settings of the book's chapter 4.</summary>
    public static MnistArguments Usual { get; } =
        new(null, 50, "sigmoid", "sgd", 0.1, 100, 10_000, 1, Environment.ProcessorCount, "out", false, false);
}

/// <summary>What `mnist` does: arguments that have been found to make sense.</summary>
internal sealed record MnistOptions(MnistArguments Arguments, Func<Expr, Expr> Activation, GradientTransform Optimizer)
{
    private static readonly (string Name, Func<Expr, Expr> Value)[] Activations =
        [("sigmoid", x => x.Sigmoid()), ("relu", x => x.Relu()), ("tanh", x => x.Tanh())];

    private static readonly (string Name, Func<double, GradientTransform> Value)[] OptimizersByName =
        [("sgd", rate => Optimizers.Sgd(rate)), ("momentum", rate => Optimizers.Momentum(rate)),
            ("adam", rate => Optimizers.Adam(rate))];

    public static string ActivationNames => Names(Activations);

    public static string OptimizerNames => Names(OptimizersByName);

    /// <summary>The options.</summary>
    /// <exception cref="ExperimentException">Something is wrong with the arguments: all of it in one line.</exception>
    public static MnistOptions Of(MnistArguments arguments) =>
        From(arguments)
            .Match(Succ: options => options, Fail: errors => throw new ExperimentException(string.Join("; ", errors)));

    private static Validation<string, MnistOptions> From(MnistArguments arguments) =>
        (Known("--activation", arguments.Activation, Activations),
            Known("--optimizer", arguments.Optimizer, OptimizersByName))
        .Apply((activation, optimizer) => new MnistOptions(arguments, activation, optimizer(arguments.LearningRate)));

    private static Validation<string, T> Known<T>(string option, string name, (string Name, T Value)[] known)
    {
        foreach (var choice in known)
        {
            if (choice.Name == name) return Success<string, T>(choice.Value);
        }

        return Fail<string, T>($"{option}: there is no '{OneLine.Value(name)}'; choose one of {Names(known)}");
    }

    private static string Names<T>((string Name, T Value)[] choices) =>
        string.Join(", ", choices.Select(choice => choice.Name));
}
