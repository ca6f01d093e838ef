using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>docs/operations.md says what the code says.</summary>
public sealed class OperationsPageLaws
{
    private const string Accept = "AUTOGRAD_ACCEPT_PAGES";

    [Fact]
    public void The_page_is_what_the_code_says()
    {
        var file = Path.Combine(Repository.Root, "docs", "operations.md");
        var page = OperationsPage.Text();
        if (Environment.GetEnvironmentVariable(Accept) is not null) File.WriteAllText(file, page);
        var accepted = File.Exists(file) ? File.ReadAllText(file) : "";
        if (page == accepted) return;
        var (before, now) = (accepted.Split('\n'), page.Split('\n'));
        var changes =
            before.Except(now).Select(line => $"- {line}").Concat(now.Except(before).Select(line => $"+ {line}"));
        Assert.Fail($"docs/operations.md is behind the code:\n{string.Join('\n', changes.Take(40))}\nWrite it again: "
            + $"{Accept}=1 dotnet test Autograd.Properties -c Release --filter {nameof(OperationsPageLaws)}");
    }

    [Fact]
    public void Every_op_that_users_see_has_its_section()
    {
        var page = OperationsPage.Text();
        var seen = OpTable.Names.Where(
            name => typeof(Op).Assembly.GetType($"{typeof(Op).Namespace}.{name}")?.IsPublic == true);
        Assert.All(seen, name => Assert.Contains($"### {name}\n", page, StringComparison.Ordinal));
    }
}
