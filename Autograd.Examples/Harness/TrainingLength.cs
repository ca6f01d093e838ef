using System.Collections.Immutable;
using System.CommandLine.Parsing;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>
/// How long a training goes on: <c>--epochs</c> or <c>--iterations</c>. Every training understands both; the size of
/// the data and of the mini-batch converts one to the other.
/// </summary>
internal sealed class TrainingLength
{
    private const int MostEpochs = 10_000;

    private TrainingLength(Setting<int?> epochs, Setting<int?> iterations)
    {
        (Epochs, Iterations) = (epochs, iterations);
        (Epochs.Replacement, Iterations.Replacement) = (Iterations, Epochs);
        Iterations.Option.Validators.Add(result =>
        {
            if (!result.Implicit && result.Parent is CommandResult command
                && command.GetResult(Epochs.Option) is { Implicit: false })
            {
                result.AddError("--epochs and --iterations are both given, and each says how long to train; give one");
            }
        });
    }

    /// <summary>Passes over the data.</summary>
    public Setting<int?> Epochs { get; }

    /// <summary>Training steps.</summary>
    public Setting<int?> Iterations { get; }

    /// <summary>Both settings.</summary>
    public ImmutableArray<Setting> Settings => [Epochs, Iterations];

    /// <summary>A length that is told in epochs if nothing is given.</summary>
    /// <param name="what">What <c>--epochs</c> counts, for <c>--help</c>.</param>
    /// <param name="usual">The number if nothing is given; null where the experiment knows it.</param>
    /// <param name="steps">What <c>--iterations</c> counts, for <c>--help</c>.</param>
    public static TrainingLength InEpochs(string what, int? usual, string steps = "Training steps") => new(
        Setting.CountOrNone("--epochs", what, usual, MostEpochs),
        Setting.CountOrNone(
            "--iterations", $"{steps}, in the place of --epochs", null, Setting.MostOfAll));

    /// <summary>A length that is told in steps if nothing is given.</summary>
    /// <param name="what">What <c>--iterations</c> counts, for <c>--help</c>.</param>
    /// <param name="usual">The number if nothing is given.</param>
    /// <param name="most">The most steps.</param>
    public static TrainingLength InIterations(string what, int usual, int most = Setting.MostOfAll) => new(
        Setting.CountOrNone(
            "--epochs", "Passes over the data, in the place of --iterations", null, MostEpochs),
        Setting.CountOrNone("--iterations", what, usual, most));

    /// <summary>The number of training steps.</summary>
    /// <param name="lab">The command line.</param>
    /// <param name="perEpoch">Steps of an epoch.</param>
    /// <param name="usual">The epochs if nothing is given and the settings have no number either.</param>
    /// <exception cref="ProgramException">They are more than can be counted.</exception>
    public int Steps(Lab lab, int perEpoch, int usual = 1)
    {
        if (lab.Value(Iterations) is { } iterations) return iterations;
        var epochs = lab.Value(Epochs) ?? usual;
        return (long)perEpoch * epochs is <= int.MaxValue and var steps
            ? (int)steps
            : throw new ProgramException(
                $"--epochs: {epochs} passes of {perEpoch} steps are more than {int.MaxValue} steps; choose fewer");
    }

    /// <summary>The number of epochs; the last may not be whole.</summary>
    /// <param name="lab">The command line.</param>
    /// <param name="perEpoch">Steps of an epoch.</param>
    public int WholeEpochs(Lab lab, int perEpoch) =>
        lab.Value(Epochs) ?? (int)Math.Ceiling(Steps(lab, perEpoch) / (double)perEpoch);

    /// <summary>Whether it is the length that the book has.</summary>
    /// <param name="lab">The command line.</param>
    /// <param name="epochs">The book's epochs, or null.</param>
    /// <param name="iterations">The book's steps, or null.</param>
    public bool Is(Lab lab, int? epochs = null, int? iterations = null) =>
        (lab.Value(Epochs), lab.Value(Iterations)) == (epochs, iterations);
}
