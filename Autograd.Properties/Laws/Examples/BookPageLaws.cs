using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Autograd.Examples.Pages;
using Autograd.Properties.Examples.Experiments;
using Xunit;

namespace Autograd.Properties.Examples;

/// <summary>The page of all experiments: it stands by itself, on a wide screen and on a narrow one.</summary>
public sealed partial class BookPageLaws
{
    private static readonly Lazy<string> Page = new(() =>
    {
        using var data = SmallDigits.Write(60, 20);
        ExperimentRun Run(string name, params string[] arguments) => ExperimentRunner.Run(ExperimentSetup.Of(
            Book.Experiments.Single(each => each.Name == name), ["--data", data.Path, .. arguments]));
        ImmutableArray<ExperimentRun> runs =
        [
            Run("gates", "--steps", "20"), Run("shopping"), Run("convolve"),
            Run("mnist", "--iterations", "3", "--batch", "20"),
            Run("mnist", "--iterations", "3", "--batch", "20", "--activation", "relu"),
        ];
        return BookPage.Of(runs, []);
    });

    [Fact]
    public void No_two_entries_of_its_contents_are_the_same()
    {
        var entries = Entry().Matches(Page.Value).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(5, entries.Length);
        Assert.Equal(entries.Length, entries.Distinct().Count());
    }

    [Fact]
    public void Its_links_lead_to_itself_so_that_it_can_be_moved()
    {
        var links = Link().Matches(Page.Value).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(
            link.StartsWith("https://", StringComparison.Ordinal)
                || (link.StartsWith('#') && Page.Value.Contains($"id=\"{link[1..]}\"", StringComparison.Ordinal)),
                link));
        Assert.DoesNotContain("src=", Page.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_picture_that_is_wide_has_a_narrow_one()
    {
        var narrow = Narrow().Matches(Page.Value)
            .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(Regex.Count(Page.Value, "<div class=\"wide\">"), narrow.Length);
        Assert.True(narrow.Length >= 6);
        Assert.All(narrow, width => Assert.InRange(width, 100, PagePicture.Narrow * 1.08));
    }

    [GeneratedRegex("<li><a href=\"#[^\"]*\">([^<]*)</a>")]
    private static partial Regex Entry();

    [GeneratedRegex("href=\"([^\"]*)\"")]
    private static partial Regex Link();

    [GeneratedRegex("<div class=\"narrow\"><svg [^>]*? width=\"([0-9.]+)\"")]
    private static partial Regex Narrow();
}
