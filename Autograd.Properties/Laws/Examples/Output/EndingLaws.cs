using System.Globalization;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Autograd.Properties.Examples.Experiments;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Output;

/// <summary>However a run ends, what was learnt is kept, and one line at most tells why it ended.</summary>
public sealed class EndingLaws
{
    private const int Broken = 1;

    public static TheoryData<string, string[]> LongRuns => new()
    {
        { "gates", ["--steps", "1000000"] },
        { "descend", ["--function", "x0^4 + x1^2", "--start", "1,1", "--steps", "1000000"] },
        { "digits", ["--epochs", "10000"] },
        { "optimizers", ["--iterations", "1000000"] },
        { "init", ["--iterations", "1000000"] },
        { "batchnorm", ["--epochs", "10000"] },
        { "overfit", ["--examples", "400"] },
        { "search", ["--trials", "100000", "--epochs", "5"] },
        { "mnist", [] },
    };

    [Theory]
    [MemberData(nameof(LongRuns))]
    public void Stopped_an_experiment_shows_what_it_has_found(string name, string[] arguments)
    {
        using var data = SmallDigits.Write();
        using var folder = new TemporaryFolder();
        var setup = ExperimentSetup.Of(
            Book.Experiments.Single(experiment => experiment.Name == name),
            [.. arguments, "--data", data.Path, "--output", folder.Path]);
        for (var seconds = 0.5; ; seconds *= 2)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            try
            {
                var run = ExperimentRunner.Run(setup, stop: stop.Token);
                // Fast enough to reach its end first: nothing was to be kept.
                Assert.True(run.Stopped || name is "overfit" or "mnist", name);
                Assert.NotEmpty(run.Findings.Figures);
                Assert.NotEmpty(run.Findings.Plates);
                return;
            }
            catch (OperationCanceledException) when (seconds < 60)
            {
                // Nothing was found in so short a time.
            }
        }
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_stops_a_training_and_keeps_weights_and_pictures(string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return;
        using var data = SmallDigits.Write();
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Signalled(
            signal, line => line.StartsWith("epoch", StringComparison.Ordinal),
            "mnist", "--data", data.Path, "--output", folder.Path, "--iterations", "10000000");
        Assert.True(run.ExitCode == code, $"{run}");
        Assert.Contains("Stopped: test accuracy", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Errors);
        Assert.Contains("mnist.safetensors", Files(folder));
        Assert.Contains("mnist-sigmoid-loss.svg", Files(folder));
        Assert.DoesNotContain(Files(folder), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public void A_signal_ends_a_book_with_a_page_of_what_is_finished(string signal, int code)
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Signalled(
            signal, line => line.StartsWith("shopping", StringComparison.Ordinal), "book", "--only",
            "shopping,optimizers", "--output", folder.Path);
        Assert.True(run.ExitCode == code, $"{run}");
        var page = File.ReadAllText(Path.Combine(folder.Path, "book.html"));
        Assert.Contains("<h2>shopping:", page, StringComparison.Ordinal);
        Assert.Contains("Not finished: <code>autograd optimizers --seed 1</code>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("> /dev/full", "standard output cannot be written: No space left on device")]
    [InlineData("--json > /dev/full", "standard output cannot be written: No space left on device")]
    [InlineData("--quiet > /dev/full", "standard output cannot be written: No space left on device")]
    [InlineData(">&-", "standard output cannot be written: it is closed")]
    [InlineData("--json >&-", "standard output cannot be written: it is closed")]
    [InlineData(">&- 2>&-", "")]
    [InlineData("> /dev/full 2> /dev/full", "")]
    public void A_lost_output_is_one_line_and_the_weights_are_kept(string redirection, string message)
    {
        if (!OperatingSystem.IsLinux()) return;
        using var data = SmallDigits.Write();
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Shell(
            $"autograd mnist --data {data.Path} --output {folder.Path} --iterations 40 {redirection}");
        Assert.True(run.ExitCode == Broken, $"{run}");
        Assert.Equal(message.Length > 0 ? 1 : 0, run.Errors.Count(character => character == '\n'));
        Assert.StartsWith(message, run.Errors, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
        Assert.Contains("mnist.safetensors", Files(folder));
    }

    [Theory]
    [InlineData("autograd --help > /dev/full", Broken)]
    [InlineData("autograd --help 2>&-", 0)]
    [InlineData("autograd nothing 2> /dev/full", 2)]
    [InlineData("autograd nothing 2>&-", 2)]
    [InlineData("autograd nothing >&-", 2)]
    public void The_exit_code_tells_when_no_line_can(string script, int code)
    {
        if (!OperatingSystem.IsLinux()) return;
        var run = ProgramRun.Shell(script);
        Assert.True(run.ExitCode == code, $"{run}");
    }

    [Fact]
    public void A_reader_who_has_gone_ends_a_training_without_a_word()
    {
        if (OperatingSystem.IsWindows()) return;
        using var data = SmallDigits.Write();
        using var folder = new TemporaryFolder();
        // Three lines tell what is about to be done; below an empty one stands the first epoch.
        var run = ProgramRun.Shell(
            $"autograd mnist --data {data.Path} --output {folder.Path} --iterations 10000000 | head -5; exit "
                + $"${{PIPESTATUS[0]}}");
        Assert.True(run.ExitCode == 141, $"{run}");
        Assert.Equal("", run.Errors);
        Assert.Equal(4, run.Lines.Length);
        Assert.Contains("mnist.safetensors", Files(folder));
    }

    [Theory]
    [InlineData(0x3000000)]
    [InlineData(0x4000000)]
    public void Too_little_memory_is_one_line(int limit)
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Shell(string.Create(
            CultureInfo.InvariantCulture,
            $"DOTNET_GCHeapHardLimit={limit:x} autograd convnet --epochs 1 --output {folder.Path}"));
        Assert.True(run.ExitCode == Broken, $"{run}");
        Assert.StartsWith("There is not enough memory", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.Empty(Files(folder));
    }

    private static IEnumerable<string> Files(TemporaryFolder folder) =>
        Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file));
}
