using Autograd.Examples.Experiments.Search;
using Autograd.Examples.Harness;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Experiments.Search;

/// <summary>A search that is stopped, resumed, or spread over threads finds the same.</summary>
public sealed class SearchExperimentLaws
{
    private const int Trials = 6;
    private const int Rounds = 2;

    [Fact]
    public void A_trial_gives_the_same_bits_whatever_the_threads_and_the_order()
    {
        using var data = SmallDigits.Write(100, 10);
        var setup = Setup(data);
        var trials = Trial.Of(setup.Key, Ranges.OfBook, 0, Trials);
        var one = new TrialTraining(setup.Training, setup.Validation, setup.Epochs, new() { Threads = 1 });
        var many = new TrialTraining(setup.Training, setup.Validation, setup.Epochs, new() { Threads = 1 });
        var inOrder = trials.Select(one.Run).ToArray();
        var together = trials.Reverse().AsParallel().WithDegreeOfParallelism(3).Select(many.Run)
            .OrderBy(outcome => outcome.Trial.Index).ToArray();
        Assert.Equal(inOrder.Select(Text), together.Select(Text));
        Assert.True(inOrder.Select(Text).Distinct().Count() > 1, "All trials are alike.");
    }

    [Fact]
    public void One_plan_serves_all_settings_and_they_matter()
    {
        using var data = SmallDigits.Write(100, 10);
        var setup = Setup(data, epochs: 20);
        var training = new TrialTraining(setup.Training, setup.Validation, setup.Epochs, new() { Threads = 1 });
        var trial = Trial.At(setup.Key, Ranges.OfBook, 0, 0);
        double Final(double rate, double decay) => training.Run(trial with { Rate = rate, Decay = decay }).Training[^1];
        Assert.True(Final(0.1, 0) > Final(1e-6, 0) + 0.2, "The learning rate does not matter.");
        Assert.True(Final(0.1, 0) > Final(0.1, 5) + 0.2, "The weight decay does not matter.");
    }

    [Fact]
    public void A_stopped_search_goes_on_to_what_an_uninterrupted_one_finds()
    {
        using var data = SmallDigits.Write(100, 10);
        using var stopped = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        var half = Run(data, stopped, (_, done) => StopAt(stop, done), stop: stop.Token);
        Assert.True(half.Stopped);
        Assert.InRange(Lines(stopped).Length, 1, (Rounds * Trials) - 1);

        Assert.Equal(Findings(Run(data, whole)), Findings(Run(data, stopped, threads: 3)));
        // Each trial is there once: none was made again.
        Assert.Equal(Lines(whole).Order(), Lines(stopped).Order());
    }

    [Fact]
    public void Finished_trials_are_found_and_not_made_again()
    {
        using var data = SmallDigits.Write(100, 10);
        using var folder = new TemporaryFolder();
        var notes = new List<Note>();
        var first = Run(data, folder, note: notes.Add);
        Assert.Empty(notes);
        var lines = Lines(folder);
        Assert.Equal(Findings(first), Findings(Run(data, folder, note: notes.Add)));
        Assert.Equal(lines, Lines(folder));
        Assert.All(notes, note => Assert.Equal(
            ("resumed", Trials), (note.About, note.Values.Single(value => value.Name == "trialsFound").Value)));
        Assert.Equal(Rounds, notes.Count);
    }

    [Fact]
    public void More_trials_go_on_from_those_there_are()
    {
        using var data = SmallDigits.Write(100, 10);
        using var folder = new TemporaryFolder();
        Run(data, folder, rounds: 1);
        var lines = Lines(folder);
        Run(data, folder, rounds: 1, trials: Trials + 2);
        Assert.Equal(lines, Lines(folder)[..Trials]);
        Assert.Equal(Trials + 2, Lines(folder).Length);
    }

    [Fact]
    public void Trials_of_other_settings_are_not_mixed_up()
    {
        using var data = SmallDigits.Write(100, 10);
        using var shared = new TemporaryFolder();
        using var own = new TemporaryFolder();
        Run(data, shared);
        Assert.Equal(Findings(Run(data, own, arguments: ["--seed", "2"])),
            Findings(Run(data, shared, arguments: ["--seed", "2"])));
        Assert.Equal(2 * Rounds * Trials, Lines(shared).Length);
        Assert.Equal(Findings(Run(data, own, epochs: 3)), Findings(Run(data, shared, epochs: 3)));
        Assert.Equal(3 * Rounds * Trials, Lines(shared).Length);
    }

    [Fact]
    public void A_fresh_search_starts_anew()
    {
        using var data = SmallDigits.Write(100, 10);
        using var folder = new TemporaryFolder();
        Run(data, folder);
        var notes = new List<Note>();
        Run(data, folder, note: notes.Add, arguments: ["--fresh"]);
        Assert.Empty(notes);
        Assert.Equal(Rounds * Trials, Lines(folder).Length);
    }

    private static SearchSetup Setup(TemporaryFolder data, int epochs = 2) =>
        MnistFiles.Read(data.Path).Match(Right: sets => SearchSetup.Of(1, epochs, sets.Train),
            Left: error => throw new InvalidOperationException(error.Message));

    internal static ExperimentRun Run(
        TemporaryFolder data, TemporaryFolder output, Action<string, double>? progress = null,
        Action<Note>? note = null,
        int trials = Trials, int rounds = Rounds, int epochs = 2, int threads = 1, CancellationToken stop = default,
        params string[] arguments) =>
        ExperimentRunner.Run(
            ExperimentSetup.Of(
                SearchExperiment.Experiment, ["--data", data.Path, "--output", output.Path, "--trials", $"{trials}",
                "--rounds", $"{rounds}", "--epochs", $"{epochs}", "--threads", $"{threads}", .. arguments]),
            progress, note, stop: stop);

    internal static string[] Lines(TemporaryFolder folder) =>
        File.ReadAllLines(Path.Combine(folder.Path, "search-trials.jsonl"));

    internal static string Findings(ExperimentRun run) => string.Join('\n', [
        run.Findings.Conclusion,
        .. run.Findings.Figures.Select(figure => $"{figure.Name} {figure.Value:R}"),
        .. run.Findings.Tables.SelectMany(table => table.Rows).Select(row => string.Join(' ', row))]);

    private static void StopAt(CancellationTokenSource stop, double done)
    {
        if (done >= 0.5) stop.Cancel();
    }

    private static string Text(Outcome outcome) =>
        $"{outcome.Trial.Rate:R} {outcome.Trial.Decay:R} {string.Join(' ', outcome.Training)} "
            + $"{string.Join(' ', outcome.Validation)}";
}
