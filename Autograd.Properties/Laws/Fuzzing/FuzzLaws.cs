using Xunit;

namespace Autograd.Properties.Fuzzing;

/// <summary>
/// Wrong files of every kind are refused in one line, in bounded time and memory; .ci/fuzz tries many more.
/// </summary>
public sealed class FuzzLaws
{
    public static TheoryData<string> Readers => [.. Fuzzed.All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void What_a_reader_accepts_is_right_and_what_it_refuses_is_refused_well(string name)
    {
        foreach (var seed in Seed.OfRun)
        {
            var run = FuzzRun.Of(
                Fuzzed.All.Single(reader => reader.Name == name), (int)(seed.Value % int.MaxValue), CaseCount.Of(1000));
            Assert.True(run.Faults.Count == 0, $"{seed}: {string.Join(Environment.NewLine, run.Faults)}");
            // A reader that refuses everything, or nothing, would pass too.
            Assert.InRange(run.Accepted, run.Cases / 50, run.Cases);
        }
    }

    [Fact]
    public void Each_kind_of_fault_is_found()
    {
        var faults = new (string Kind, Func<string, object> Read)[]
        {
            ("InvalidCastException", _ => throw new InvalidCastException()),
            ("bytes allocated", _ => new byte[80 << 20]),
            ("a message of", _ => new string('x', 10_000)),
            ("a message of several lines", _ => "a\nb"),
            ("a message of 0", _ => ""),
        };
        foreach (var (kind, read) in faults)
        {
            var run = FuzzRun.Of(
                new(kind, _ => [1], read, (_, outcome) => new(outcome as string ?? "read", null)), 1, 3);
            Assert.NotEmpty(run.Faults);
            Assert.All(run.Faults, fault => Assert.Contains(kind, fault, StringComparison.Ordinal));
        }

        Assert.Contains(
            "dispute", FuzzRun.Of(new("", _ => [], _ => "", (_, _) => new(null, "dispute")), 1, 1).Faults.Single(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_without_an_end_is_a_fault_and_the_run_ends()
    {
        var wait = TimeSpan.FromMilliseconds(300);
        var run = FuzzRun.Of(
            new("", _ => [1], _ => Blocked(wait * 10), (_, _) => new("read", null)), 1, 3, wait);
        Assert.Equal("case 0: no end after 0.3 s", Assert.Single(run.Faults));

        static string Blocked(TimeSpan time)
        {
            Thread.Sleep(time);
            return "";
        }
    }

    [Fact]
    public void A_seed_makes_the_same_cases_again()
    {
        foreach (var reader in Fuzzed.All)
        {
            for (var i = 0; i < 20; i++) Assert.Equal(FuzzRun.File(reader, 7, i), FuzzRun.File(reader, 7, i));
        }
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("[1, -0.5e+3, true, null, \"\\u00e9\"]", true)]
    [InlineData("{\"a\":1,\"a\":2}", true)]
    [InlineData("[1,]", false)]
    [InlineData("[01]", false)]
    [InlineData("[.5]", false)]
    [InlineData("\"\\ud800\"", false)]
    [InlineData("\"\n\"", false)]
    [InlineData("{} x", false)]
    [InlineData("/**/{}", false)]
    [InlineData("", false)]
    public void The_judge_of_JSON_knows_its_grammar(string text, bool valid)
    {
        if (valid) Assert.NotNull(StrictJson.Parse(text));
        else Assert.ThrowsAny<Exception>(() => StrictJson.Parse(text));
    }

    [Law]
    public void The_judge_of_gzip_reads_what_is_written(byte[] content, int seed) =>
        Assert.Equal(content, GzipFuzz.Content(GzipFuzz.Member(content, new Random(seed))));
}
