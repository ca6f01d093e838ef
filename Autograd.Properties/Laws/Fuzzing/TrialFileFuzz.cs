using System.Text;
using Autograd.Examples.Experiments.Search;
using Autograd.Examples.Output;

namespace Autograd.Properties.Fuzzing;

/// <summary>The file of finished trials, a line of JSON each: what is damaged is passed over.</summary>
internal static class TrialFileFuzz
{
    private const string Line =
        """{"settings":"digits 50 100","round":0,"trial":3,"learningRate":0.0125,"weightDecay":"""
        + """1E-06,"training":[0.1,0.5],"validation":[0.25,0.75]}""";

    private static readonly string[] Words =
    [
        "\n", "\r\n", "\0", "\"", "{", "}", "[", "]", ",", ":", "null", "true", "NaN", "Infinity", "-1", "1e999",
        "1e-999", "0.5", "2147483648", "99999999999999999999", "settings", "\"settings\":null", "Settings",
        "\"x\":{\"y\":[]}", "\uFEFF", "é", "\\ud800", "//",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    ];

    /// <summary>Files: a line that is read is JSON of a trial by the independent reader too.</summary>
    internal static Fuzzed Reader { get; } = new("trials", File, Read, Judge);

    private static byte[] File(Random random)
    {
        var text = string.Join('\n', Enumerable.Repeat(Line, random.Next(4))) + (random.Next(2) == 0 ? "\n" : "");
        var bytes = Encoding.UTF8.GetBytes(random.Next(5) > 0 ? text.Mutated(Words, random) : text);
        return random.Next(3) == 0 ? bytes.Mutated(Encoding.UTF8.GetBytes(Line), random) : bytes;
    }

    private static object Read(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        System.IO.File.Copy(path, Path.Combine(folder, "search-trials.jsonl"), overwrite: true);
        try
        {
            using var trials = TrialFile.Open(folder, fresh: false);
            return trials.Unreadable;
        }
        catch (ProgramException error)
        {
            return error.Message;
        }
    }

    private static Judgement Judge(byte[] file, object outcome)
    {
        if (outcome is string error) return new(error, $"a file that can be read is refused: {error}");
        var lines = Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var read = lines.Length - (int)outcome;
        return new(
            null, read > lines.Count(IsTrial) ? $"{read} lines are read, {lines.Count(IsTrial)} are trials" : null);
    }

    // A byte order mark and white space around the value are passed over, as every reader of JSON does.
    private static bool IsTrial(string line)
    {
        try
        {
            return StrictJson.Parse(line.Trim('\uFEFF')) is List<KeyValuePair<string, object>> members
                && members.Any(
                    member => member.Key.Equals("settings", StringComparison.OrdinalIgnoreCase)
                        && member.Value is string);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }
}
