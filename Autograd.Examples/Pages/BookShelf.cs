using System.Collections.Immutable;
using System.CommandLine;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;

namespace Autograd.Examples.Pages;

/// <summary>
/// Does the experiments of a book one after another; what is finished is kept, whatever ends the work.
/// </summary>
/// <param name="parsed">The command line.</param>
/// <param name="report">Told of each.</param>
/// <param name="stop">Stops before the next, and in the middle of one.</param>
internal sealed class BookShelf(ParseResult parsed, BookReport report, CancellationToken stop)
{
    /// <summary>The command lines of what was not finished.</summary>
    public ImmutableArray<string> Missing { get; private set; } = [];

    /// <summary>What went wrong, where it was not a signal that ended the work.</summary>
    public ProgramException? Failure { get; private set; }

    /// <summary>The finished experiments of a seed.</summary>
    /// <exception cref="OperationCanceledException">It was stopped before one was finished.</exception>
    /// <exception cref="ProgramException">It went wrong before one was finished.</exception>
    public ImmutableArray<ExperimentRun> Of(long seed)
    {
        var finished = Finished(BookCommand.Setups(parsed, seed));
        return finished.IsEmpty ? throw Failure ?? (Exception)new OperationCanceledException(stop) : finished;
    }

    /// <summary>
    /// The experiments of several seeds, from the command line's on: of those seeds for which all were finished, or
    /// what there is of the first.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was stopped before an experiment was finished.</exception>
    /// <exception cref="ProgramException">It went wrong before one was finished.</exception>
    public ImmutableArray<ImmutableArray<ExperimentRun>> OfSeeds(int count)
    {
        var seeds = ImmutableArray.CreateBuilder<ImmutableArray<ExperimentRun>>();
        for (var i = 0; i < count && Missing.IsEmpty; i++)
        {
            var runs = i == 0 ? Of(CommonSettings.Seed.In(parsed))
                : Finished(BookCommand.Setups(parsed, unchecked(CommonSettings.Seed.In(parsed) + i)));
            if (i == 0 || Missing.IsEmpty) seeds.Add(runs);
        }

        return seeds.ToImmutable();
    }

    private ImmutableArray<ExperimentRun> Finished(ImmutableArray<ExperimentSetup> setups)
    {
        var runs = ImmutableArray.CreateBuilder<ExperimentRun>();
        for (var i = 0; i < setups.Length; i++)
        {
            if (Run(setups[i], i, setups.Length) is not { } run)
            {
                Missing = [.. setups.Skip(i).Select(setup => setup.CommandLine)];
                break;
            }

            report.Finish(setups[i], run);
            runs.Add(run);
        }

        return runs.ToImmutable();
    }

    // One that was stopped in the middle is not what the book compares with: it counts as missing.
    private ExperimentRun? Run(ExperimentSetup setup, int index, int count)
    {
        try
        {
            var run = ExperimentRunner.Run(
                setup, (stage, done) => report.Progress(setup, index, count, stage, done), stop: stop);
            return run.Stopped ? null : run;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (ProgramException error)
        {
            Failure = new($"{setup.Experiment.Name}: {error.Message}", error.ExitCode);
            return null;
        }
    }
}
