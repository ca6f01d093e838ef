using System.Text.Json;
using Autograd.Examples;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Experiments;

/// <summary>Experiments as their users meet them, and the book's figures.</summary>
public sealed class ExperimentLaws
{
    private const int WrongUse = 2;

    public static TheoryData<string, string[]> Quick => new()
    {
        { "gates", [] },
        { "derivative", [] },
        { "descend", [] },
        { "shopping", [] },
        { "gradcheck", ["--iterations", "1", "--batch", "2"] },
        { "convolve", [] },
    };

    public static TheoryData<string, string[]> WrongArguments => new()
    {
        { "There is no command 'gats'; did you mean 'gates'?", ["gats"] },
        { "There is no command 'nothing'; there are gates, ", ["nothing"] },
        { "--learning-rate: 0 is not a finite number above 0", ["gates", "--learning-rate", "0"] },
        { "--threads: 0 is not a number above 0", ["shopping", "--threads", "0"] },
        { "Cannot parse argument 'many' for option '--steps'", ["gates", "--steps", "many"] },
        { "/dev/null/x: cannot be written to: /dev/null is a file; choose another with --output",
            ["gates", "--output", "/dev/null/x"] },
        { "no-such-folder", ["gradcheck", "--data", "no-such-folder"] },
        { "--function: unexpected ')' at 5 in x0^2)", ["descend", "--function", "x0^2)"] },
        { "--start: '1,b' is no list of numbers", ["descend", "--start", "1,b"] },
        { "--start: 1,2 has 2 of 3 numbers, one for each of x0, x1, x2",
            ["descend", "--function", "x2", "--start", "1,2"] },
        { "--start: log(x0) is no finite number at (-1)", ["descend", "--function", "log(x0)", "--start", "-1"] },
    };

    [Theory]
    [MemberData(nameof(Quick))]
    public void The_figures_agree_with_the_book(string name, string[] arguments)
    {
        var figures = Run(name, arguments).Findings.Figures;
        Assert.Contains(figures, figure => figure.Book is not null);
        Assert.All(figures.Where(figure => figure.Book is not null),
            figure => Assert.True(figure.Book!.Holds(figure.Value), $"{figure}"));
    }

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public void Wrong_arguments_give_one_clear_line_and_the_exit_code_2(string message, string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, arguments);
        Assert.Equal(WrongUse, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void XOR_is_learnt_from_any_seed()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            Assert.All(Run("gates", "--seed", $"{seed}").Findings.Figures,
                figure => Assert.True(figure.Book?.Holds(figure.Value) ?? true, $"seed {seed}: {figure}"));
        }
    }

    [Fact]
    public void Descent_finds_both_minima_and_ascent_the_top()
    {
        var ends = Run("descend").Findings.Figures.TakeLast(4).Select(figure => figure.Value).ToArray();
        Assert.Equal(["2.00", "-2.00", "1.00", "-1.00"], ends.Select(end => $"{end:F2}"));
        Assert.Equal(5, Run("descend", "--function", "5 - (x0 - 1)^2", "--start", "3", "--ascend").Findings.Figures[
            ^1].Value, 1e-9);
    }

    [Theory]
    [InlineData("10")]
    [InlineData("1.5")]
    public void A_walk_that_leaves_the_numbers_says_so_and_its_picture_keeps_its_limits(string rate)
    {
        var run = Run("descend", "--function", "exp(x0^2) + x1^2", "--start", "-1,1", "--learning-rate", rate);
        Assert.Contains("smaller --learning-rate", run.Findings.Conclusion, StringComparison.Ordinal);
        var chart = Assert.IsType<Autograd.Examples.Charts.Chart>(run.Findings.Plates[^1].Picture);
        Assert.InRange(chart.X.Max!.Value - chart.X.Min!.Value, 0.5, 30);
    }

    [Theory]
    [MemberData(nameof(Quick))]
    public void Each_line_of_json_is_an_object_and_the_last_is_the_result(string name, string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var run = Of(folder, [name, "--json", .. arguments]);
        var events = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("configuration", events[0].GetProperty("kind").GetString());
        Assert.Equal(name, events[0].GetProperty("experiment").GetString());
        Assert.Equal(1, events[0].GetProperty("configuration").GetProperty("seed").GetInt64());
        Assert.Equal("result", events[^1].GetProperty("kind").GetString());
        Assert.All(events.Where(line => line.GetProperty("kind").GetString() == "picture"),
            line => Assert.True(File.Exists(line.GetProperty("picture").GetProperty("file").GetString())));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folder.Path), file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Quiet_output_is_the_figures_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        var lines = Of(folder, "shopping", "--quiet").Output.TrimEnd().Split('\n');
        Assert.Equal("2 apples: total: 220", lines[0].TrimEnd());
        Assert.Equal(10, lines.Length);
        Assert.All(lines, line => Assert.Matches(@"^.+: [0-9.]+\r?$", line));
    }

    [Fact]
    public void Redirected_text_is_not_cut_and_has_no_escapes()
    {
        using var folder = new TemporaryFolder();
        var output = Of(folder, "descend").Output;
        Assert.Contains(
            "the notes: differences, each run from where the last one ended", output, StringComparison.Ordinal);
        Assert.Contains("-6.111107928998789E-10", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
        Assert.Contains(Path.Combine(folder.Path, "descend-rates.svg"), output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_pictures_for_any_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        byte[] Picture(string seed, string threads)
        {
            Assert.Equal(0, Of(folder, "gates", "--seed", seed, "--threads", threads, "--steps", "200").ExitCode);
            return File.ReadAllBytes(Path.Combine(folder.Path, "gates-xor-loss.svg"));
        }

        Assert.Equal(Picture("3", "1"), Picture("3", "2"));
    }

    [Fact]
    public void The_command_line_of_a_run_makes_the_same_run()
    {
        string[] arguments = ["--function", "x0^2 - x1", "--start", "-1,2", "--seed", "7"];
        var run = Run("descend", arguments);
        Assert.Equal("autograd descend --function 'x0^2 - x1' --start=-1,2 --seed 7", run.CommandLine);
        Assert.Equal(run.Findings.Figures.AsEnumerable(),
            Run("descend", "--function", "x0^2 - x1", "--start=-1,2", "--seed", "7").Findings.Figures);
    }

    [Fact]
    public void The_program_itself_refuses_an_unknown_experiment()
    {
        var run = ProgramRun.Of("derivatives");
        Assert.Equal(WrongUse, run.ExitCode);
        Assert.Equal(
            "There is no command 'derivatives'; did you mean 'derivative'? (see --help)", run.Errors.TrimEnd());
    }

    private static ExperimentRun Run(string name, params string[] arguments) =>
        ExperimentRunner.Run(
            ExperimentSetup.Of(Book.Experiments.Single(experiment => experiment.Name == name), arguments));

    private static ProgramRun Of(TemporaryFolder folder, params string[] arguments)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        string[] elsewhere = arguments.Contains("--output") || arguments.Length == 1
            && !Book.Experiments.Any(experiment => experiment.Name == arguments[0]) ? [] : ["--output", folder.Path];
        var code = CommandLine.Run([.. arguments, .. elsewhere], output, errors);
        return new(code, output.ToString(), errors.ToString());
    }
}
