using System.Reflection;
using System.Text.RegularExpressions;
using Autograd.Graph;
using Autograd.Nn;
using PublicApiGenerator;
using Xunit;

namespace Autograd.Properties.Api;

/// <summary>A change to what users can see is seen here first.</summary>
public sealed partial class PublicApiLaws
{
    private const string Accept = "AUTOGRAD_ACCEPT_API";

    public static TheoryData<string, Assembly> Libraries => new()
    {
        { "Autograd.Graph", typeof(Expr).Assembly },
        { "Autograd.Nn", typeof(TrainStep<>).Assembly },
        { "Autograd.Properties", typeof(GradientProperties).Assembly },
    };

    [Theory]
    [MemberData(nameof(Libraries), DisableDiscoveryEnumeration = true)]
    public void No_name_is_one_that_a_compiler_made_up(string name, Assembly library) =>
        Assert.All(Of(library), line => Assert.False(MadeUp().IsMatch(line), $"{name}: {line}"));

    [Theory]
    [MemberData(nameof(Libraries), DisableDiscoveryEnumeration = true)]
    public void The_public_api_is_the_one_that_was_accepted(string name, Assembly library)
    {
        var file = Path.Combine(Repository.Root, "Autograd.Properties", "Laws", "Api", $"{name}.txt");
        var actual = Of(library);
        if (Environment.GetEnvironmentVariable(Accept) is not null) File.WriteAllLines(file, actual);
        var accepted = File.ReadAllLines(file);
        if (actual.SequenceEqual(accepted)) return;
        var (before, now) = (InTypes(accepted), InTypes(actual));
        var changes =
            before.Except(now).Select(line => $"- {line}").Concat(now.Except(before).Select(line => $"+ {line}"));
        Assert.Fail(
            $"The public API of {name} has changed:\n{string.Join('\n', changes)}\nIf it should, accept it: {Accept}=1 "
            + $"dotnet test Autograd.Properties -c Release --filter {nameof(PublicApiLaws)}");
    }

    // Attributes of the assembly say what built it, not what it offers.
    private static string[] Of(Assembly library) => library
        .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
        .ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Each line after the type it stands in, because many types have members of one name.</summary>
    private static List<string> InTypes(IEnumerable<string> lines)
    {
        var type = "";
        List<string> found = [];
        foreach (var line in lines)
        {
            if (Declaration().Match(line) is { Success: true } declared) type = declared.Groups[1].Value;
            found.Add($"{type}: {line.Trim()}");
        }

        return found;
    }

    [GeneratedRegex(@"\$|<>|\.<")]
    private static partial Regex MadeUp();

    [GeneratedRegex(@"^ +public [a-z ]*?(?:class|struct|interface|enum|delegate) (\S+)")]
    private static partial Regex Declaration();
}
