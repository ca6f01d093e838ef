using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>
/// The pages capture the console and run in the repository's root, so they run while no other test does.
/// </summary>
[CollectionDefinition(nameof(OneConsole), DisableParallelization = true)]
public sealed class OneConsole;

/// <summary>Code in the documentation compiles, runs, and prints what stands below it.</summary>
[Collection(nameof(OneConsole))]
public sealed class DocumentationRuns
{
    public static TheoryData<string> Pages => Documentation.Programs;

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_prints_what_the_page_says(string page)
    {
        var read = Documentation.Read(page);
        Assert.NotEmpty(read.Blocks);
        Holds(read);
    }

    [Fact]
    public void Each_block_continues_the_ones_before_it_and_may_declare_records() =>
        Holds(MarkdownPage.Of("page.md", """
        ```csharp
        using Autograd.Graph;
        Expr two = 2;
        var pair = new Two(two, two);
        ```
        ```csharp
        Console.WriteLine(pair.Map(leaf => leaf + 1));

        [ParameterRecord] public sealed partial record Two(Expr A, Expr B);
        ```
        ```text
        Two { A = 2 + 1, B = 2 + 1 }
        ```
        ```csharp fragment
        this is not looked at
        ```
        """));

    [Theory]
    [InlineData("Console.WriteLine(1 + 1);", "page.md:2: the page says")]
    [InlineData("var x = y;", "page.md(2,9): error CS0103")]
    [InlineData("string s = null;", "page.md(2,12): warning CS8600")]
    [InlineData("int.Parse(\"x\");", "page.md:2: the code throws")]
    public void A_page_that_is_not_true_is_told_by_its_line(string code, string problem) =>
        Assert.StartsWith(problem, PageProgram.Problems(MarkdownPage.Of(
            "page.md", $"```csharp\n{code}\n```\n```text\n3\n```"), Repository.Root)[0], StringComparison.Ordinal);

    private static void Holds(MarkdownPage page)
    {
        var problems = PageProgram.Problems(page, Repository.Root);
        Assert.True(problems.IsEmpty, string.Join("\n\n", problems));
    }
}
