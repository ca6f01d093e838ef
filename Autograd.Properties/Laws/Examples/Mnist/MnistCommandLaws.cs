using System.Text.Json;
using Autograd.Properties.Examples.Experiments;
using Autograd.Properties.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Mnist;

/// <summary>`mnist` as its users meet it.</summary>
public sealed class MnistCommandLaws
{
    private const int WrongUse = 2;

    public static TheoryData<string, string[]> WrongArguments => new()
    {
        { "--optimizer: there is no 'foo'; choose one of sgd", ["--optimizer", "foo"] },
        { "--activation: there is no 'step'", ["--activation", "step"] },
        { "--activation: there is no 'rely'; did you mean 'relu'?", ["--activation", "rely"] },
        { "Cannot parse argument 'fast' for option '--learning-rate'", ["--learning-rate", "fast"] },
        { "--learning-rate: 0 is not a finite number above 0", ["--learning-rate", "0"] },
        { "--learning-rate: NaN is not a finite number above 0", ["--learning-rate", "nan"] },
        { "--hidden: 0 is not a number above 0; --batch: -5 is not a number above 0",
            ["--hidden", "0", "--batch", "-5"] },
        { "mnist has no option '--hiden'; did you mean '--hidden'? (see mnist --help)", ["--hiden", "3"] },
        { "--epochs and --iterations are both given", ["--epochs", "1", "--iterations", "2"] },
        { "no-such-folder", ["--data", "no-such-folder"] },
        { "/dev/null/x: cannot be written to", ["--output", "/dev/null/x"] },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public void Wrong_arguments_give_one_clear_line_and_the_exit_code_2(string message, string[] arguments)
    {
        var run = ProgramRun.Of(["mnist", .. arguments]);
        Assert.Equal(WrongUse, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    [Fact]
    public void A_label_out_of_range_is_named_with_its_file_and_offset()
    {
        using var data = SmallDigits.Write();
        data.Write("t10k-labels.idx1-ubyte", SmallDigits.Labels(80).With(8 + 41, 10));
        var run = ProgramRun.Of("mnist", "--data", data.Path, "--output", data.Path);
        Assert.Equal(WrongUse, run.ExitCode);
        Assert.Contains("t10k-labels.idx1-ubyte: at byte 49", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        using var data = SmallDigits.Write();
        File.Delete(Path.Combine(data.Path, "t10k-images.idx3-ubyte"));
        var run = ProgramRun.Of("mnist", "--data", data.Path, "--output", data.Path);
        Assert.Equal(WrongUse, run.ExitCode);
        Assert.Contains("t10k-images-idx3-ubyte", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_data_set_is_learnt_and_the_weights_are_the_same_for_any_number_of_threads()
    {
        using var data = SmallDigits.Write();
        var one = Result(data, "--threads", "1");
        var three = Result(data, "--threads", "3");
        Assert.True(one.GetProperty("measurements").GetProperty("testAccuracy").GetDouble() > 0.9, $"{one}");
        Assert.Equal(one.GetProperty("weightsSha256").GetString(), three.GetProperty("weightsSha256").GetString());
        Assert.NotEqual(one.GetProperty("weightsSha256").GetString(),
            Result(data, "--seed", "2").GetProperty("weightsSha256").GetString());
    }

    [Fact]
    public void Plain_output_says_what_is_done_and_where_the_weights_are()
    {
        using var data = SmallDigits.Write();
        var run = ProgramRun.Of(
            "mnist", "--data", data.Path, "--output", data.Path, "--iterations", "45", "--batch", "20");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("64-50-10 network, sigmoid", run.Output, StringComparison.Ordinal);
        Assert.Equal(3, run.Lines.Count(line => line.StartsWith("epoch", StringComparison.Ordinal)));
        Assert.Contains(Path.Combine(data.Path, "mnist.safetensors"), run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', run.Output);
        Assert.True(File.Exists(Path.Combine(data.Path, "mnist.safetensors")));
    }

    [Fact]
    public void A_hundred_steps_give_the_digest_that_the_README_states()
    {
        using var folder = new TemporaryFolder();
        var run = ProgramRun.Of("mnist", "--iterations", "100", "--json", "--output", folder.Path);
        var digest = JsonDocument.Parse(run.Lines[^1]).RootElement.GetProperty("result").GetProperty("weightsSha256");
        Assert.Contains($"\"weightsSha256\":\"{digest}\"",
            File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
    }

    private static JsonElement Result(TemporaryFolder data, params string[] arguments)
    {
        var run = ProgramRun.Of([
            "mnist", "--json", "--data", data.Path, "--output", data.Path, "--iterations", "300", "--batch", "50",
            "--hidden", "30", "--activation", "relu", "--optimizer", "momentum", .. arguments]);
        Assert.Equal(0, run.ExitCode);
        var objects = run.Lines.Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal("configuration", objects[0].GetProperty("kind").GetString());
        return objects[^1].GetProperty("result");
    }
}
