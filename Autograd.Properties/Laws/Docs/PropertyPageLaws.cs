using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>The page and the package show the property that the suite compiles and runs.</summary>
public sealed class PropertyPageLaws
{
    [Theory]
    [InlineData("docs/correctness.md")]
    [InlineData("Autograd.Properties/Generators/README.md")]
    public void The_property_that_is_shown_is_one_that_holds(string page)
    {
        var code = File.ReadAllText(
            Path.Combine(Repository.Root, "Autograd.Properties", "Laws", "Docs", "AsAProperty.cs"));
        Assert.Contains(code, File.ReadAllText(Path.Combine(Repository.Root, page)), StringComparison.Ordinal);
    }
}
