using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>The pages that packages show on their own.</summary>
[Collection(nameof(OneConsole))]
public sealed class PackagePageLaws
{
    public static TheoryData<string> Pages => ["Autograd.Graph/README.md", "Autograd.Nn/README.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_packages_page_prints_what_the_page_says(string page) =>
        Assert.Empty(PageProgram.Problems(Documentation.Read(page), Repository.Root));

    // A package's page is read where the repository is not.
    [Theory]
    [MemberData(nameof(Pages))]
    [InlineData("Autograd.Properties/Generators/README.md")]
    public void Its_links_are_whole(string page) => Assert.DoesNotContain(
        Documentation.Read(page).Prose, line => line.Text.Contains("](", StringComparison.Ordinal)
            && !line.Text.Contains("](https://", StringComparison.Ordinal));
}
