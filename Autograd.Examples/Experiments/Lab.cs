using System.Collections.Immutable;
using System.CommandLine;
using System.Runtime.ExceptionServices;
using Autograd.Examples.Charts;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>What an experiment works with.</summary>
/// <param name="parsed">The command line, for the settings.</param>
/// <param name="seed">The seed that all randomness comes from.</param>
/// <param name="threads">Threads to compute with; results are the same for any number.</param>
/// <param name="output">The folder for what is written.</param>
/// <param name="data">The folder of the data set; null for the one that comes with the program.</param>
/// <param name="digits">Reads the data set when it is first asked for.</param>
/// <param name="progress">Shows how far a stage has come.</param>
/// <param name="stop">Cancelled by a signal.</param>
/// <param name="note">Shows what has been found on the way.</param>
/// <param name="curve">Shows a curve as far as it goes.</param>
internal sealed class Lab(
    ParseResult parsed,
    long seed,
    int threads,
    string output,
    string? data,
    Lazy<(DataSet Train, DataSet Test)> digits,
    Action<string, double> progress,
    CancellationToken stop,
    Action<Note>? note = null,
    Action<Chart>? curve = null)
{
    /// <summary>The key of the experiment; split it, or fold a number into it, for each use.</summary>
    public Key Key { get; } = Key.From(seed);

    /// <summary>The seed that was given.</summary>
    public long Seed => seed;

    /// <summary>How plans run.</summary>
    public PlanOptions Plan { get; } = PlanOptions.Default with { Threads = threads };

    /// <summary>The folder for what is written.</summary>
    public string Output => output;

    /// <summary>The folder of the data set; null for the one that comes with the program.</summary>
    public string? Data => data;

    /// <summary>The digits to learn from, and those to be tested on.</summary>
    /// <exception cref="ExperimentException">They cannot be read.</exception>
    public (DataSet Train, DataSet Test) Digits => digits.Value;

    /// <summary>Cancelled by a signal: a long experiment stops with what it has.</summary>
    public CancellationToken Stop => stop;

    /// <summary>
    /// How plans run where several trainings run side by side (<see cref="Each"/>): on one thread each.
    /// </summary>
    public PlanOptions Alone { get; } = PlanOptions.Default with { Threads = 1 };

    /// <summary>
    /// What each item gives, in order, as many at a time as there are threads; shows how many are done. Stopped, it
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
        progress(stage, 0);
        try
        {
            Parallel.For(0, items.Length, new() { MaxDegreeOfParallelism = threads, CancellationToken = stop }, i =>
            {
                try
                {
                    results[i] = (true, run(items[i]));
                }
                catch (OperationCanceledException) when (stop.IsCancellationRequested)
                {
                    return;
                }

                progress(stage, Interlocked.Increment(ref done) / (double)items.Length);
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
    public T Get<T>(Setting<T> setting) => setting.In(parsed);

    /// <summary>Whether a setting was given on the command line.</summary>
    public bool IsGiven(Setting setting) => parsed.GetResult(setting.Option) is { Implicit: false };

    /// <summary>The number of a test image that was asked for.</summary>
    /// <exception cref="ExperimentException">There are not so many.</exception>
    public int TestImage(Setting<int> setting) => Get(setting) is var image && image < Digits.Test.Count
        ? image
        : throw new ExperimentException(
            $"{setting.Option.Name}: the test images are 0 to {Digits.Test.Count - 1}, and {image} is none of them");

    /// <summary>Steps of a training, whose number must be one that can be counted.</summary>
    /// <exception cref="ExperimentException">They are too many.</exception>
    public static int Steps(int perEpoch, int epochs) => (long)perEpoch * epochs is <= int.MaxValue and var steps
        ? (int)steps
        : throw new ExperimentException(
            $"--epochs: {epochs} passes of {perEpoch} steps are more than {int.MaxValue} steps; choose fewer");

    /// <summary>
    /// Refuses a test image that there is not. The first, which is there in every data set, takes no reading.
    /// </summary>
    /// <exception cref="ExperimentException">There are not so many.</exception>
    public void CheckTestImage(Setting<int> setting)
    {
        if (Get(setting) > 0) TestImage(setting);
    }

    /// <summary>Shows how far a stage has come.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="done">From 0 to 1.</param>
    public void Progress(string stage, double done) => progress(stage, done);

    /// <summary>Shows a curve as far as it goes, on a terminal.</summary>
    /// <param name="chart">The curve.</param>
    public void Curve(Chart chart) => curve?.Invoke(chart);

    /// <summary>Shows what has been found on the way: a line of text, or an event of <c>--json</c>.</summary>
    /// <param name="kind">E.g. <c>epoch</c>.</param>
    /// <param name="values">Numbers and their names, e.g. <c>testAccuracy</c>.</param>
    public void Note(string kind, params ImmutableArray<(string Name, double Value)> values) =>
        note?.Invoke(new(kind, values));
}

/// <summary>What has been found on the way, e.g. at the end of an epoch.</summary>
/// <param name="Kind">The event's name in <c>--json</c>.</param>
/// <param name="Values">Numbers and their names.</param>
internal sealed record Note(string Kind, ImmutableArray<(string Name, double Value)> Values);
