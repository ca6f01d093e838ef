using System.Globalization;
using Autograd.Examples;
using Autograd.Nn.Files;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples;

/// <summary>
/// Whatever is wrong with a command line: the exit code 2, one line of at most 400 characters, nothing else written
/// anywhere. `.ci/commands 1000` tries a thousand lines.
/// </summary>
public sealed class WrongCommandLaws : IDisposable
{
    private const int WrongUse = 2;
    private const int Lines = 200;
    private const int Processes = 4;
    private const int MostCharacters = 400;

    private readonly TemporaryFolder _scratch = new();
    private readonly WrongCommands _wrong;

    public WrongCommandLaws() => _wrong = new(_scratch);

    public static TheoryData<string> Names => [.. WrongCommands.Commands.Select(each => string.Join(' ', each.Words))];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Random_wrong_lines_are_refused_in_one_short_line_and_leave_nothing()
    {
        foreach (var seed in Seed.OfRun)
        {
            var random = new Random((int)(seed.Value % int.MaxValue));
            for (var i = 0; i < CaseCount.Of(Lines); i++) Refused(_wrong.Next(random), $"{seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_wrong_value_of_every_option_is_refused(string name)
    {
        var (words, command) = WrongCommands.Commands.Single(each => string.Join(' ', each.Words) == name);
        foreach (var option in command.Options)
        {
            foreach (var value in _wrong.WrongValues(option)) Refused(_wrong.With(words, command, option, value), "");
        }
    }

    [Fact]
    public void The_process_refuses_them_as_well()
    {
        var random = new Random((int)(Seed.OfRun[0].Value % int.MaxValue));
        for (var i = 0; i < CaseCount.Of(Processes); i++)
        {
            var line = _wrong.Next(random);
            Refused(line, $"{Seed.OfRun[0]}", ProgramRun.Of(line));
        }
    }

    [Fact]
    public void Numbers_are_read_the_same_under_every_culture()
    {
        var usual = CultureInfo.CurrentCulture;
        // Made by hand, since the tests run without the cultures of the system.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator,
            culture.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = culture;
            var parsed = CommandLine.Root.Parse(["mnist", "--learning-rate", "0.25", "--seed", "-3"]);
            Assert.Empty(parsed.Errors);
            Assert.Equal((0.25, -3L), (parsed.GetValue<double>("--learning-rate"), parsed.GetValue<long>("--seed")));
            foreach (var (option, value) in ((string, string)[])[
                ("--learning-rate", "0,5"), ("--hidden", "1.000"), ("--seed", "~3")])
                Refused(["mnist", $"{option}={value}"], "");
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    [Theory]
    [InlineData("a\r\nb\u2028c\0d\u001b[31m")]
    [InlineData("")]
    public void A_message_is_one_line_of_bounded_length(string text)
    {
        foreach (var message in (string[])[text, string.Concat(Enumerable.Repeat(text + "😀", 500))])
        {
            var line = OneLine.BothEnds(message);
            Assert.True(line.Length <= MostCharacters, $"{line.Length} characters");
            Assert.DoesNotContain(line, char.IsControl);
            Assert.True(line.Length == message.Length || line.Contains('…', StringComparison.Ordinal), line);
            Assert.Equal(line, string.Concat(line.EnumerateRunes()));
        }
    }

    private void Refused(string[] line, string seed, ProgramRun? ran = null)
    {
        var before = Content();
        var run = ran ?? InProcess(line);
        var told =
            $"{string.Join(' ', line.Select(word => word.Length > 80 ? $"{word[..80]}…" : word))} {seed}: "
            + $"{run.ExitCode}: {run.Errors}{run.Output}";
        Assert.True(run.ExitCode == WrongUse, told);
        Assert.True(run.Errors.TrimEnd('\r', '\n') is var error && error.Length is > 0 and <= MostCharacters
            && !error.Any(char.IsControl), told);
        Assert.True(run.Output.Length == 0, told);
        Assert.True(before.SetEquals(Content()), $"Left behind by {told}");
    }

    private static ProgramRun InProcess(string[] line)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        return new(CommandLine.Run(line, output, errors), output.ToString(), errors.ToString());
    }

    private HashSet<string> Content() =>
        [.. Directory.EnumerateFileSystemEntries(_scratch.Path, "*", SearchOption.AllDirectories)];
}
