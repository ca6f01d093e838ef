using System.Reflection;
using Autograd.Graph;
using Autograd.Nn;
using Xunit;

namespace Autograd.Properties.Api;

/// <summary>A change to what users can see is seen here first.</summary>
public sealed class PublicApiLaws
{
    private const string Accept = "AUTOGRAD_ACCEPT_API";

    public static TheoryData<string, Assembly> Libraries => new()
    {
        { "Autograd.Graph", typeof(Expr).Assembly },
        { "Autograd.Nn", typeof(TrainStep<>).Assembly },
        { "Autograd.Properties", typeof(GradientProperties).Assembly },
    };

    // Generic arguments stand between < and >, which begin no name.
    [Theory]
    [MemberData(nameof(Libraries), DisableDiscoveryEnumeration = true)]
    public void No_name_is_one_that_a_compiler_made_up(string name, Assembly library) =>
        Assert.All(PublicApi.Of(library), line => Assert.False(line.Contains(".<", StringComparison.Ordinal)
            || line.Contains('$', StringComparison.Ordinal), $"{name}: {line}"));

    [Theory]
    [MemberData(nameof(Libraries), DisableDiscoveryEnumeration = true)]
    public void The_public_api_is_the_one_that_was_accepted(string name, Assembly library)
    {
        var file = Path.Combine(Repository.Root, "Autograd.Properties", "Api", $"{name}.txt");
        var actual = PublicApi.Of(library);
        if (Environment.GetEnvironmentVariable(Accept) is not null) File.WriteAllLines(file, actual);
        var accepted = File.ReadAllLines(file);
        var changes = accepted.Except(actual).Select(line => $"- {line}")
            .Concat(actual.Except(accepted).Select(line => $"+ {line}")).ToArray();
        Assert.True(
            changes.Length == 0,
            $"The public API of {name} has changed:\n{string.Join('\n', changes)}\nIf it should: {Accept}=1 dotnet "
                + $"test --filter {nameof(PublicApiLaws)}");
    }
}
