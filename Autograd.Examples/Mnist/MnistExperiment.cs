using Autograd.Examples.Experiments;
using Autograd.Examples.Output;

namespace Autograd.Examples.Mnist;

/// <summary>`mnist` as one of the book's experiments: the sigmoid of chapter 4, and the relu of chapter 5.</summary>
internal static class MnistExperiment
{
    private static readonly Setting<string> Activation = new(
        "--activation", "Activation of the hidden layer", "sigmoid",
        name => name is "sigmoid" or "relu" ? null
            : $"there is no '{OneLine.Value(name)}' in the book's settings; choose one of sigmoid, relu");

    public static Experiment Experiment { get; } = new(
        "mnist", "A two-layer network learns to read digits", "sections 4.5 and 5.7", "Autograd.Examples/Mnist", Run,
        Activation)
    {
        Variants = [[], ["--activation", "relu"]],
    };

    /// <summary>What the book's code gives, over five seeds, where a run has its settings.</summary>
    public static (Reference Test, Reference Train)? BookOf(MnistArguments arguments) =>
        arguments is not
        {
            Data: null, Hidden: 50, Optimizer: "sgd", LearningRate: 0.1, Batch: 100, Iterations: 10_000
        } ? null
        : arguments.Activation switch
        {
            "sigmoid" => (Reference.Spread(0.9435, 0.9474, "F4"), Reference.Spread(0.945, 0.948, "F3")),
            "relu" => (Reference.Spread(0.9683, 0.9719, "F4"), Reference.Spread(0.978, 0.980, "F3")),
            _ => null,
        };

    private static Findings Run(Lab lab)
    {
        var arguments = MnistArguments.Usual with
        {
            Data = lab.Data,
            Activation = lab.Get(Activation),
            Seed = lab.Seed,
            Threads = lab.Plan.Threads,
            Output = lab.Output
        };
        var training = new MnistTraining(MnistOptions.Of(arguments));
        var (train, test) = lab.Digits;
        var start = training.Start(train);
        var (course, net) = (MnistCourse.Empty, start.Parameters);
        foreach (var look in training.Looks(start, training.Batches(train), train, test, lab.Stop))
        {
            (course, net) = (course.With(look), look.Net);
            lab.Progress("training", (double)look.Iteration / arguments.Iterations);
        }

        lab.Stop.ThrowIfCancellationRequested();
        return course.Findings(training, net, test);
    }
}
