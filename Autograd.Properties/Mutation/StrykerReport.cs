using System.Text.Json;

namespace Autograd.Properties.Mutation;

/// <summary>
/// The report of dotnet-stryker as lines: a count for each file that was mutated, and each mutant that no test noticed.
/// </summary>
internal static class StrykerReport
{
    private const string Root = "Autograd.Graph/";

    private sealed record Change(string File, int Line, string Status, string Kind, string Source, string Replacement);

    /// <summary>
    /// Prints a report; the result is an exit code, 1 with any mutant that no test noticed and that is not among
    /// <see cref="KnownMutants"/>.
    /// </summary>
    public static int Print(string path)
    {
        if (!File.Exists(path))
        {
            Console.Error.WriteLine(
                $"there is no report at {path}: run .ci/mutate stryker, and read what it says if it ends without one");
            return 2;
        }

        using var report = JsonDocument.Parse(File.ReadAllText(path));
        var changes = report.RootElement.GetProperty("files").EnumerateObject().SelectMany(Changes)
            .Where(change => change.Status is not ("Ignored" or "CompileError")).ToList();
        Console.WriteLine($"{"file",-40} mutants  killed  time out  unnoticed");
        foreach (var file in changes.GroupBy(change => change.File).OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(Line(file.Key, [.. file]));
        }

        Console.WriteLine(Line("total", changes));
        var unnoticed = changes.Where(IsUnnoticed).ToList();
        var unknown = unnoticed.Where(change => Reason(change) is null).ToList();
        foreach (var change in unnoticed)
        {
            Console.WriteLine($"{change.File}:{change.Line} "
                + $"{change.Kind}{(change.Status == "NoCoverage" ? " (no test runs it)" : "")}\n    {change.Source}\n "
                + $"   => {change.Replacement}\n    {Reason(change) ?? "NOT KNOWN"}");
        }

        Console.WriteLine(
            changes.Count == 0
            ? "no mutant: the glob names no file"
            : $"{100.0 * (changes.Count - unnoticed.Count) / changes.Count:F1} % noticed, {unknown.Count} unnoticed "
            + $"for no known reason");
        return changes.Count == 0 || unknown.Count > 0 ? 1 : 0;
    }

    private static string? Reason(Change change) =>
        KnownMutants.ReasonFor(change.File, change.Source, change.Replacement);

    private static bool IsUnnoticed(Change change) => change.Status is "Survived" or "NoCoverage";

    private static string Line(string name, List<Change> changes) =>
        $"{name,-40} {changes.Count,7}  {changes.Count(change => change.Status == "Killed"),6}  "
            + $"{changes.Count(change => change.Status == "Timeout"),8}  {changes.Count(IsUnnoticed),9}";

    private static IEnumerable<Change> Changes(JsonProperty file)
    {
        var lines = file.Value.GetProperty("source").GetString()!.Split('\n');
        foreach (var mutant in file.Value.GetProperty("mutants").EnumerateArray())
        {
            var line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
            string Text(string property) => mutant.GetProperty(property).GetString() ?? "";
            yield return new(
                file.Name[(file.Name.LastIndexOf(Root, StringComparison.Ordinal) + Root.Length)..], line,
                Text("status"), Text("mutatorName"), lines[line - 1].Trim(),
                string.Join(' ', Text("replacement").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
    }
}
