using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Pages;

/// <summary>The figures of several seeds beside the book's, as a page of Markdown.</summary>
internal static class ComparisonTable
{
    /// <summary>The page.</summary>
    /// <param name="runs">For each seed what was done, in the same order.</param>
    /// <param name="missing">The command lines of what was to be done and was not finished.</param>
    public static string Of(ImmutableArray<ImmutableArray<ExperimentRun>> runs, ImmutableArray<string> missing)
    {
        var page = new StringBuilder();
        var seeds = runs.Length;
        page.AppendLine("# The book's experiments: our figures beside its own").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture, $"Written by `autograd book --table docs/book.md`: {seeds} "
                + $"seeds here, from the least to the most, beside what the book's own code gives")
            .AppendLine("(where a range is given, over five of its seeds). \"Agrees\": the two ranges meet; a single "
                + "value of the book is met to the digits written.")
            .AppendLine("[experiments.md](experiments.md) tells what each command does, and where it does something "
                + "else than the book's script.").AppendLine();
        if (!missing.IsEmpty)
        {
            page.AppendLine($"**Stopped before its end.** Not finished: "
                + $"{string.Join(", ", missing.Select(command => $"`{command}`"))}.").AppendLine();
        }

        for (var i = 0; i < runs[0].Length; i++) Write(page, [.. runs.Select(each => each[i])]);
        return page.ToString();
    }

    private static void Write(StringBuilder page, ImmutableArray<ExperimentRun> seeds)
    {
        var first = seeds[0];
        if (!first.Findings.Figures.Any(figure => figure.Book is not null)) return;
        page.AppendLine($"## {first.Experiment.Name}").AppendLine()
            .AppendLine(CultureInfo.InvariantCulture,
                $"{first.Experiment.Summary} ({first.Experiment.Section}). `{first.CommandLine}`").AppendLine()
            .AppendLine("| figure | here | the book | agrees |").AppendLine("| --- | --- | --- | --- |");
        for (var i = 0; i < first.Findings.Figures.Length; i++)
        {
            if (first.Findings.Figures[i] is not { Book: { } book } figure) continue;
            double[] values = [.. seeds.Select(run => run.Findings.Figures[i].Value)];
            var agrees = values.Min() <= book.High && values.Max() >= book.Low;
            page.AppendLine($"| {figure.Name.Replace("|", "\\|", StringComparison.Ordinal)} | "
                + $"{Range(values, figure.Format)} | {book.Text} | {(agrees ? "yes" : "**no**")} |");
        }

        page.AppendLine();
    }

    private static string Range(double[] values, string format)
    {
        var (low, high) = (values.Min().ToString(format, CultureInfo.InvariantCulture),
            values.Max().ToString(format, CultureInfo.InvariantCulture));
        return low == high ? low : $"{low} to {high}";
    }
}
