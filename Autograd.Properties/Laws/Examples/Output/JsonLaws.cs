using System.Text.Json;
using System.Text.RegularExpressions;
using Autograd.Examples;
using Autograd.Examples.Experiments;
using Autograd.Properties.Examples.Experiments;
using Xunit;

namespace Autograd.Properties.Examples.Output;

/// <summary>The lines of <c>--json</c> of every command have the one form that docs/experiments.md describes.</summary>
public sealed class JsonLaws
{
    private const string Text = "text", Number = "number", Truth = "truth", Texts = "texts";

    // The members of each kind; those that end with ? may be missing.
    private static readonly Dictionary<string, Dictionary<string, Func<JsonElement, bool>>> Kinds = new()
    {
        ["note"] = Members(("about", Text), ("text", Text), ("values", "numbers")),
        ["figure"] = Members(("name", Text), ("value", Number), ("book?", "book")),
        ["table"] = Members(("title", Text), ("header", Texts), ("rows", "rows")),
        ["picture"] = Members(("file", Text), ("caption", Text)),
        ["measurement"] = Members(("of", Text), ("by", Text), ("values", "numbers")),
        ["result"] = Members(("conclusion", Text), ("stopped", Truth), ("seconds", Number),
            ("measurements?", "numbers"), ("weightsSha256?", Text), ("weightsFile?", Text), ("file?", Text),
            ("missing?", Texts)),
    };

    public static TheoryData<string, string[]> Commands => new()
    {
        { "gates", ["--steps", "3"] },
        { "derivative", [] },
        { "descend", ["--steps", "3"] },
        { "shopping", [] },
        { "gradcheck", ["--iterations", "1", "--batch", "2"] },
        { "mnist", ["--iterations", "40"] },
        { "digits", ["--epochs", "1"] },
        { "optimizers", ["--iterations", "2"] },
        { "init", ["--iterations", "2"] },
        { "batchnorm", ["--epochs", "1"] },
        { "overfit", ["--epochs", "1"] },
        { "search", ["--trials", "2", "--rounds", "1", "--epochs", "1"] },
        { "convolve", [] },
        { "convnet", ["--iterations", "2"] },
        { "deepnet", ["--iterations", "2"] },
        { "book", ["--only", "shopping,convolve"] },
        { "bench examples", ["--windows", "1"] },
        { "bench kernels", ["--windows", "1", "--only", "adam,gathers"] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_line_has_its_form(string name, string[] arguments)
    {
        using var data = SmallDigits.Write(160, 40);
        string[] folders = name.StartsWith("bench", StringComparison.Ordinal) ? []
            : ["--data", data.Path, "--output", data.Path];
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = CommandLine.Run([.. name.Split(' '), "--json", .. arguments, .. folders], output, errors);
        Assert.True(code == 0, $"{code}: {errors}");
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, HasItsForm);

        var kinds = lines.Select(Kind).ToArray();
        Assert.Equal(("configuration", "result"), (kinds[0], kinds[^1]));
        if (name == "book") return;
        Assert.All(
            lines, line => Assert.StartsWith($$"""{"kind":"{{Kind(line)}}","experiment":"{{name}}",""", line,
                StringComparison.Ordinal));
    }

    [Fact]
    public void Every_experiment_is_among_them() => Assert.Subset(
        Commands.Select(row => (string)row[0]).ToHashSet(),
        Book.Experiments.Select(experiment => experiment.Name).ToHashSet());

    [Fact]
    public void The_page_has_an_example_of_every_kind()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "experiments.md"));
        string[] lines =
            [.. Regex.Matches(page, @"^\{""kind"".*\}$", RegexOptions.Multiline).Select(line => line.Value)];
        Assert.All(lines, HasItsForm);
        Assert.Equal(Kinds.Keys.Append("configuration").Order(), lines.Select(Kind).Distinct().Order());
    }

    private static string Kind(string line) => JsonDocument.Parse(line).RootElement.GetProperty("kind").GetString()!;

    private static void HasItsForm(string line)
    {
        var record = JsonDocument.Parse(line).RootElement;
        var kind = record.GetProperty("kind").GetString()!;
        string[] command = kind == "configuration" ? ["command"] : [];
        Assert.Equal(["kind", "experiment", .. command, kind], record.EnumerateObject().Select(member => member.Name));
        Assert.Equal(JsonValueKind.String, record.GetProperty("experiment").ValueKind);
        var body = record.GetProperty(kind);
        if (kind == "configuration")
        {
            Assert.StartsWith("autograd ", record.GetProperty("command").GetString(), StringComparison.Ordinal);
            Assert.All(body.EnumerateObject(), member => Assert.True(IsPlain(member.Value), line));
            return;
        }

        var members = Kinds[kind];
        foreach (var member in body.EnumerateObject())
        {
            var form = members.GetValueOrDefault(member.Name) ?? members.GetValueOrDefault($"{member.Name}?");
            Assert.True(form is not null && form(member.Value), $"{member.Name} in {line}");
        }

        Assert.All(members.Keys.Where(name => !name.EndsWith('?')),
            name => Assert.True(body.TryGetProperty(name, out _), $"no {name} in {line}"));
    }

    private static Dictionary<string, Func<JsonElement, bool>> Members(params (string Name, string Form)[] members) =>
        members.ToDictionary(member => member.Name, member => Form(member.Form));

    private static Func<JsonElement, bool> Form(string name) => name switch
    {
        Text => value => value.ValueKind == JsonValueKind.String,
        Number => IsNumber,
        Truth => value => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        Texts => AreTexts,
        "rows" => value => value.EnumerateArray().All(AreTexts),
        "numbers" => value => value.EnumerateObject().All(member => IsNumber(member.Value)),
        _ => value => value.GetProperty("text").ValueKind == JsonValueKind.String
            && IsNumber(value.GetProperty("low")) && IsNumber(value.GetProperty("high"))
            && value.GetProperty("agrees").ValueKind is JsonValueKind.True or JsonValueKind.False,
    };

    // JSON has no infinities and no NaN: those are texts.
    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number
        || (value.ValueKind == JsonValueKind.String && value.GetString() is "NaN" or "Infinity" or "-Infinity");

    private static bool AreTexts(JsonElement value) =>
        value.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String);

    private static bool IsPlain(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
