using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Autograd.Examples.Harness;
using static System.Net.WebUtility;

namespace Autograd.Examples.Pages;

/// <summary>One HTML page with every experiment: it needs nothing beside itself.</summary>
internal static class BookPage
{
    /// <summary>The page.</summary>
    /// <param name="runs">What was done.</param>
    /// <param name="missing">The command lines of what was to be done and was not finished.</param>
    public static string Of(ImmutableArray<ExperimentRun> runs, ImmutableArray<string> missing)
    {
        var page = new StringBuilder();
        page.AppendLine("<!doctype html>").AppendLine("<html lang=\"en\">").AppendLine("<head>")
            .AppendLine("<meta charset=\"utf-8\">")
            .AppendLine("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .AppendLine("<title>Deep Learning from Scratch, done with Autograd</title>")
            .AppendLine($"<style>{PageStyle.Css}{PagePicture.Css}</style>").AppendLine("</head>").AppendLine("<body>")
            .AppendLine("<h1>Deep Learning from Scratch, done with Autograd</h1>");
        var (agree, compared) = Figure.Agreement(runs.SelectMany(run => run.Findings.Figures));
        page.AppendLine(CultureInfo.InvariantCulture, $"<p>{runs.Length} runs in {runs.Sum(run => run.Seconds):F1} s; "
            + $"{agree} of {compared} figures as the book's own code gives them.</p>");
        if (!missing.IsEmpty)
        {
            var commands = string.Join(", ", missing.Select(command => $"<code>{HtmlEncode(command)}</code>"));
            page.AppendLine($"<p><strong>Stopped before its end.</strong> Not finished: {commands}.</p>");
        }

        page.AppendLine("<nav><ol>");
        for (var i = 0; i < runs.Length; i++)
        {
            page.AppendLine($"<li><a href=\"#{Anchor(i)}\">{HtmlEncode(Title(runs[i]))}</a></li>");
        }

        page.AppendLine("</ol></nav>");
        for (var i = 0; i < runs.Length; i++) Write(page, runs[i], Anchor(i));
        return page.AppendLine("</body>").AppendLine("</html>").ToString();
    }

    private static void Write(StringBuilder page, ExperimentRun run, string anchor)
    {
        page.AppendLine($"<section id=\"{anchor}\">").AppendLine($"<h2>{HtmlEncode(Title(run))}</h2>")
            .AppendLine($"<p>{HtmlEncode(run.Findings.Conclusion)}</p>")
            .AppendLine(CultureInfo.InvariantCulture, $"<p class=\"how\"><code>{HtmlEncode(run.CommandLine)}</code> · "
                + $"{HtmlEncode(run.Experiment.Section)} · {run.Seconds:F1} s · "
                + $"<code>{HtmlEncode(run.Experiment.Source)}</code></p>");
        foreach (var plate in run.Findings.Plates)
            page.AppendLine("<figure>").AppendLine(PagePicture.Html(plate.Picture))
                .AppendLine($"<figcaption>{HtmlEncode(plate.Caption)}</figcaption>").AppendLine("</figure>");
        if (!run.Findings.Figures.IsEmpty)
        {
            page.AppendLine(Table("", ["figure", "here", "the book"], run.Findings.Figures.Select(Row)));
        }

        foreach (var table in run.Findings.Tables)
        {
            page.AppendLine(
                Table(table.Title, table.Header, table.Rows.Select(row => row.Select(cell => HtmlEncode(cell)))));
        }

        page.AppendLine(Table("Configuration", ["setting", "value"], run.Configuration.Select(
            setting => (IEnumerable<string>)[HtmlEncode(setting.Name), HtmlEncode(setting.Value)])));
        page.AppendLine("</section>");
    }

    private static IEnumerable<string> Row(Figure figure) =>
    [
        HtmlEncode(figure.Name),
        HtmlEncode(figure.Text),
        figure.Book is not { } book ? ""
            : book.Holds(figure.Value) ? HtmlEncode(book.Text)
            : $"<strong>{HtmlEncode(book.Text)} (differs)</strong>",
    ];

    private static string Table(string title, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows)
    {
        var table = new StringBuilder("<details").Append(title.Length == 0 ? " open" : "").Append("><summary>")
            .Append(title.Length == 0 ? "Figures" : HtmlEncode(title)).AppendLine("</summary><table>");
        table.Append("<tr>").AppendJoin("", header.Select(name => $"<th>{HtmlEncode(name)}</th>")).AppendLine("</tr>");
        foreach (var row in rows)
        {
            table.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{cell}</td>")).AppendLine("</tr>");
        }

        return table.Append("</table></details>").ToString();
    }

    // With the options that tell two runs of one experiment apart.
    private static string Title(ExperimentRun run) =>
        $"{run.CommandLine["autograd ".Length..].Split(" --seed ")[0]}: {run.Experiment.Summary}";

    private static string Anchor(int run) => $"run-{run + 1}";
}
