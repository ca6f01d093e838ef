using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Autograd.Examples.Charts;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;

namespace Autograd.Examples.Harness;

/// <summary>What an experiment works with.</summary>
/// <param name="setup">Its settings.</param>
/// <param name="listeners">Who is shown how it goes.</param>
/// <param name="stop">Cancelled by a signal.</param>
internal sealed class Lab(ExperimentSetup setup, Listeners listeners, CancellationToken stop)
{
    /// <summary>The key of the experiment; split it, or fold a number into it, for each use.</summary>
    public Key Key { get; } = Key.From(setup.Seed);

    /// <summary>The seed that was given.</summary>
    public long Seed => setup.Seed;

    /// <summary>How plans run.</summary>
    public PlanOptions Plan { get; } = PlanOptions.Default with { Threads = setup.Threads };

    /// <summary>The folder for what is written.</summary>
    public string Output => setup.Output;

    /// <summary>The folder of the data set; null for the one that comes with the program.</summary>
    public string? Data => setup.Data;

    /// <summary>The digits to learn from, and those to be tested on.</summary>
    /// <exception cref="ProgramException">They cannot be read.</exception>
    public (DataSet Train, DataSet Test) Digits
    {
        get
        {
            if (!setup.Digits.IsValueCreated) Progress("reading the data", 0);
            return (setup.Digits.Value.Train, setup.Digits.Value.Test);
        }
    }

    /// <summary>The seconds that reading the digits took.</summary>
    public double ReadingSeconds => setup.Digits.Value.Seconds;

    /// <summary>Cancelled by a signal: a long experiment stops with what it has.</summary>
    public CancellationToken Stop => stop;

    /// <summary>
    /// How plans run where several trainings run side by side (<see cref="Each"/>): on one thread each.
    /// </summary>
    public PlanOptions Alone { get; } = PlanOptions.Default with { Threads = 1 };

    /// <summary>
    /// What each item gives, in order; each thread works on one item at a time. Shows how many are done. Stopped, it
    /// gives the items that were begun, with as much as each had found.
    /// </summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="items">The items.</param>
    /// <param name="run">
    /// From an item to a result: a pure function, so that the order of running does not matter. Stopped, it gives what
    /// it has, or throws <see cref="OperationCanceledException"/> where that is nothing.
    /// </param>
    /// <exception cref="OperationCanceledException">It was stopped before any item gave anything.</exception>
    public ImmutableArray<(TItem Item, TResult Result)> Each<TItem, TResult>(
        string stage, ImmutableArray<TItem> items, Func<TItem, TResult> run)
    {
        var results = new (bool Given, TResult Result)[items.Length];
        var done = 0;
        Progress(stage, 0);
        try
        {
            var together = new ParallelOptions { MaxDegreeOfParallelism = setup.Threads, CancellationToken = stop };
            Parallel.For(0, items.Length, together, i =>
            {
                try
                {
                    results[i] = (true, run(items[i]));
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }

                Progress(stage, Interlocked.Increment(ref done) / (double)items.Length);
            });
        }
        catch (AggregateException several) when (several.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What was begun is worth showing.
        }

        ImmutableArray<(TItem, TResult)> given =
            [.. items.Zip(results, (item, result) => (Item: item, result.Given, result.Result))
                .Where(each => each.Given).Select(each => (each.Item, each.Result))];
        if (given.IsEmpty && !items.IsEmpty) stop.ThrowIfCancellationRequested();
        return given;
    }

    /// <summary>The value of a setting.</summary>
    /// <param name="setting">The setting.</param>
    public T Get<T>(Setting<T> setting) => setting.In(setup.Parsed);

    /// <summary>The value of a setting, null where there is none or another has taken its place.</summary>
    /// <param name="setting">The setting.</param>
    public int? Value(Setting<int?> setting) => (int?)setting.Value(setup.Parsed);

    /// <summary>Whether a setting was given on the command line.</summary>
    /// <param name="setting">The setting.</param>
    public bool IsGiven(Setting setting) => setting.IsGiven(setup.Parsed);

    /// <summary>The number of a test image that was asked for.</summary>
    /// <param name="setting">The setting that asks.</param>
    /// <exception cref="ProgramException">There is no such image.</exception>
    public int TestImage(Setting<int> setting) => Get(setting) is var image && image < Digits.Test.Count
        ? image
        : throw new ProgramException(
            $"{setting.Option.Name}: the test images are 0 to {Digits.Test.Count - 1}, and {image} is none of them");

    /// <summary>
    /// Refuses a test image that does not exist. The first one exists in every data set: nothing is read for it.
    /// </summary>
    /// <param name="setting">The setting that asks.</param>
    /// <exception cref="ProgramException">There is no such image.</exception>
    public void CheckTestImage(Setting<int> setting)
    {
        if (Get(setting) > 0) TestImage(setting);
    }

    /// <summary>Shows how far a stage has come.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="done">From 0 to 1.</param>
    public void Progress(string stage, double done) => listeners.Progress?.Invoke(stage, done);

    /// <summary>Shows a curve as far as it goes, on a terminal.</summary>
    /// <param name="chart">The curve.</param>
    public void Curve(Chart chart) => listeners.Curve?.Invoke(chart);

    /// <summary>Shows what has been found on the way: a line of text, or an object of <c>--json</c>.</summary>
    /// <param name="about">What it is about, in one word, e.g. <c>epoch</c>.</param>
    /// <param name="text">What was found, as a line.</param>
    /// <param name="values">The numbers of the line and their names, e.g. <c>testAccuracy</c>.</param>
    public void Note(string about, string text, params ImmutableArray<(string Name, double Value)> values) =>
        listeners.Note?.Invoke(new(about, text, values));
}

/// <summary>Who is shown how an experiment goes.</summary>
/// <param name="Progress">Told how far a stage has come.</param>
/// <param name="Note">Told what has been found on the way.</param>
/// <param name="Curve">Shown a curve as far as it goes.</param>
internal sealed record Listeners(Action<string, double>? Progress, Action<Note>? Note, Action<Chart>? Curve);
