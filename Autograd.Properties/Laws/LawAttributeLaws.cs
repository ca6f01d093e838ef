using System.Reflection;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties;

/// <summary>Each law of the suite takes its seed and the number of its cases from the environment.</summary>
public sealed class LawAttributeLaws
{
    [Fact]
    public void Every_property_of_the_suite_is_a_law()
    {
        var plain = typeof(LawAttributeLaws).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("Autograd.", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<PropertyAttribute>() is not (null or LawAttribute))
            .Select(method => $"{method.DeclaringType}.{method.Name}: [Law] in place of [Property]");
        Assert.Empty(plain);
    }

    [Fact]
    public void A_law_has_cases_of_its_own_and_the_same_for_the_same_seed()
    {
        Assert.Equal(new LawAttribute("a").Replay, new LawAttribute("a").Replay);
        Assert.NotEqual(new LawAttribute("a").Replay, new LawAttribute("b").Replay);
        var first = new LawAttribute("a").Replay;
        Seed.Current = new Seed(Seed.Current.Value + 1);
        Assert.NotEqual(first, new LawAttribute("a").Replay);
    }
}
