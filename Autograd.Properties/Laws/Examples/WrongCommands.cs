using System.CommandLine;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Examples;

/// <summary>
/// Wrong command lines, made from the commands and options that the program has: a new one is covered when it is there.
/// </summary>
internal sealed class WrongCommands
{
    private static readonly string[] WrongWhole =
        ["", " 5", "5 ", "1,5", "1.000", "1,000", "1_000", "1e3", "0x10", "½", "٣", "many", "NaN",
            "99999999999999999999", "--", "-"];

    private static readonly string[] WrongCounts = ["0", "-1", "-2147483648", "2147483647", "1000000000"];

    private static readonly string[] WrongNumbers =
        ["", " 1", "1 ", "0,1", "1,5", "1,000.5", "fast", "NaN", "∞", "Infinity", "-Infinity", "1e400", "-1", "-1e308",
            "1.5.2", "0x1p3", "1e39"];

    private readonly TemporaryFolder _scratch;

    /// <summary>Makes lines, and in a folder what they may name.</summary>
    /// <param name="scratch">The folder.</param>
    public WrongCommands(TemporaryFolder scratch)
    {
        _scratch = scratch;
        Prepare();
        WrongTexts = new Dictionary<string, string[]>
        {
            ["--output"] = ["", In("file"), In("file/below"), "/dev/null/below", "/proc/none/below"],
            ["--data"] =
                ["", In("none"), In("file"), In("folder"), In("folders"), In("damaged"), "/dev/null", new('x', 60_000)],
            ["--table"] = ["", In("folder"), "/dev/null/below", In("file/below")],
            ["--only"] = ["nothing", "gates,gats", new('x', 60_000)],
            ["--activation"] = ["", "step", new('x', 60_000)],
            ["--optimizer"] = ["", "foo"],
            ["--function"] = [
                "", "x0^2)", "x0^2\nx1", new('1', 60_000), new('(', 60_000), $"x0 + {new string('y', 60_000)}", "x0 +"],
            ["--start"] =
                ["", "1,b", "1;2", "1,2,3", "1", "NaN,1", string.Concat(Enumerable.Repeat("1,", 30_000)) + "1"],
        };
    }

    /// <summary>What no option of a text takes, by its name.</summary>
    public IReadOnlyDictionary<string, string[]> WrongTexts { get; }

    /// <summary>Every command and its words, from the program's name on.</summary>
    public static IEnumerable<(string[] Words, Command Command)> Commands { get; } =
        Below(Autograd.Examples.CommandLine.Root, []);

    /// <summary>Values of an option of which each is wrong.</summary>
    public IEnumerable<string> WrongValues(Option option) =>
        IsWhole(option) ? [.. WrongWhole, .. option.Name == "--digit" ? WrongCounts[1..] : WrongCounts]
        : option.ValueType == typeof(long) ? WrongWhole
        : option.ValueType == typeof(double) ? WrongNumbers
        : option.ValueType == typeof(bool) ? []
        : WrongTexts[option.Name];

    /// <summary>A wrong line: a command, options that are right, and one thing that is wrong.</summary>
    public string[] Next(Random random)
    {
        var commands = Commands.Where(each => each.Command.Options.Count > 0).ToArray();
        var (words, command) = commands[random.Next(commands.Length)];
        var options = command.Options.ToArray();
        var wrong = options[random.Next(options.Length)];
        var right = options.Where(option => option != wrong && random.Next(3) == 0).SelectMany(Right).ToArray();
        string[] WithWrong(params string[] arguments) =>
            [.. words, .. Elsewhere(command, wrong), .. right, .. arguments];
        var values = WrongValues(wrong).ToArray();
        return random.Next(8) switch
        {
            0 => WithWrong($"--{wrong.Name.Trim('-')}x"),
            1 => WithWrong("stray"),
            2 => [words[0] + "x", .. WithWrong()[1..]],
            3 when wrong.ValueType != typeof(bool) => WithWrong(wrong.Name),
            4 when wrong.ValueType != typeof(string) => WithWrong([.. Right(wrong), .. Right(wrong)]),
            _ when values.Length > 0 => WithWrong($"{wrong.Name}={values[random.Next(values.Length)]}"),
            _ => WithWrong($"{wrong.Name}=banana"),
        };
    }

    /// <summary>A line that is wrong by one value only.</summary>
    public string[] With(string[] words, Command command, Option option, string value) =>
        [.. words, .. Elsewhere(command, option), $"{option.Name}={value}"];

    // With a value, or with none where it is not given.
    private static bool IsWhole(Option option) => option.ValueType == typeof(int) || option.ValueType == typeof(int?);

    private void Prepare()
    {
        _scratch.Write("file", [1, 2, 3]);
        Directory.CreateDirectory(In("folder"));
        Directory.CreateDirectory(In("damaged"));
        foreach (var name in (string[])[
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"])
        {
            Directory.CreateDirectory(In($"folders/{name}"));
            _scratch.Write($"damaged/{name}", [7, 7, 7, 7, 7, 7, 7, 7]);
        }
    }

    private string[] Elsewhere(Command command, Option wrong) =>
        wrong.Name != "--output" && command.Options.Any(option => option.Name == "--output")
            ? [$"--output={In("made")}"]
            : [];

    private static string[] Right(Option option) =>
        option.ValueType == typeof(bool) ? [option.Name]
        : option.ValueType == typeof(string) ? []
        : [option.Name, option.ValueType == typeof(double) ? "0.5" : "1"];

    private static IEnumerable<(string[], Command)> Below(Command command, string[] words) => command.Subcommands
        .SelectMany(below => Below(below, [.. words, below.Name]).Prepend(([.. words, below.Name], below)));

    private string In(string name) => Path.Combine(_scratch.Path, name);
}
