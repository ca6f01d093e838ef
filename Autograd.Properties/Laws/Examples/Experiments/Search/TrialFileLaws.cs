using Autograd.Examples.Output;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Experiments.Search;

/// <summary>The file of finished trials is read with suspicion.</summary>
public sealed class TrialFileLaws
{
    public static TheoryData<string, Func<string, string>> Damages => new()
    {
        { "half-written", line => line[..(line.Length / 2)] },
        { "without its end", line => line[..^1] },
        { "of zeros", line => new('\0', line.Length) },
        { "of other JSON", _ => "[1, 2]" },
        { "that is null", _ => "null" },
        { "without members", _ => "{}" },
        { "with too few epochs",
            line => line.Replace("\"validation\":[", "\"validation\":[0.5],\"x\":[", StringComparison.Ordinal) },
        { "with an accuracy above 1",
            line => line.Replace("\"training\":[0", "\"training\":[7", StringComparison.Ordinal) },
        { "of another learning rate",
            line => line.Replace("\"learningRate\":", "\"learningRate\":1", StringComparison.Ordinal) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_last_line_is_ignored_and_its_trial_made_again(string damage, Func<string, string> apply)
    {
        using var data = SmallDigits.Write(50, 10);
        using var folder = new TemporaryFolder();
        var whole = SearchExperimentLaws.Findings(SearchExperimentLaws.Run(data, folder));
        var lines = SearchExperimentLaws.Lines(folder);
        var damaged = apply(lines[^1]);
        Assert.NotEqual(lines[^1], damaged);
        File.WriteAllText(
            Path.Combine(folder.Path, "search-trials.jsonl"), string.Join('\n', [.. lines[..^1], damaged]));

        Assert.True(
            whole == SearchExperimentLaws.Findings(SearchExperimentLaws.Run(data, folder)),
            $"A line {damage} changes what is found.");
        Assert.Equal([.. lines[..^1], damaged, lines[^1]], SearchExperimentLaws.Lines(folder));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named_in_one_line()
    {
        using var data = SmallDigits.Write(50, 10);
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "search-trials.jsonl"));
        var error = Assert.Throws<ProgramException>(() => SearchExperimentLaws.Run(data, folder));
        Assert.Contains(Path.Combine(folder.Path, "search-trials.jsonl"), error.Message, StringComparison.Ordinal);
        Assert.Contains("--output", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_full_disk_is_named_in_one_line()
    {
        if (!File.Exists("/dev/full")) return;
        using var data = SmallDigits.Write(50, 10);
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, "search-trials.jsonl"), "/dev/full");
        var error = Assert.Throws<ProgramException>(() => SearchExperimentLaws.Run(data, folder));
        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_file_of_gigabytes_is_read_in_the_memory_of_a_line(byte filling)
    {
        using var folder = new TemporaryFolder();
        using (var large = File.Create(Path.Combine(folder.Path, "search-trials.jsonl")))
        {
            large.WriteByte(filling);
            large.SetLength(3L << 30);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var file = Autograd.Examples.Experiments.Search.TrialFile.Open(folder.Path, fresh: false);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
        Assert.Equal(1, file.Unreadable);
    }

    [Fact]
    public void Two_searches_do_not_share_a_file()
    {
        using var data = SmallDigits.Write(50, 10);
        using var folder = new TemporaryFolder();
        using var other = Autograd.Examples.Experiments.Search.TrialFile.Open(folder.Path, fresh: false);
        var error = Assert.Throws<ProgramException>(() => SearchExperimentLaws.Run(data, folder));
        Assert.Contains("search-trials.jsonl", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_images_are_refused_in_one_line()
    {
        using var data = SmallDigits.Write(4, 10);
        using var folder = new TemporaryFolder();
        Assert.Contains("4 training images",
            Assert.Throws<ProgramException>(() => SearchExperimentLaws.Run(data, folder)).Message,
            StringComparison.Ordinal);
    }
}
