using System.Globalization;
using System.Text;

namespace Autograd.Graph.Checking;

/// <summary>A report of a gradient check as text.</summary>
internal static class GradientReportText
{
    private const int TextColumns = 3;

    public static string Of(GradientReport report)
    {
        var text = new StringBuilder();
        Table(text, report);
        foreach (var way in report.Directions.GroupBy(direction => direction.What)) text.AppendLine(Line(way));
        if (!report.Differs)
        {
            text.AppendLine($"rules of {Counted(report.Operations, "operation")}: each right by itself");
        }

        foreach (var remark in report.Remarks) text.AppendLine(remark);
        Conclusion(text, report);
        return text.ToString();
    }

    private static void Table(StringBuilder text, GradientReport report)
    {
        string[][] rows =
        [
            ["parameter", "shape", "compared", "mean |a - n|", "largest |a - n|"],
            .. report.Parameters.Select(parameter => (string[])
            [
                parameter.Path.Length == 0 ? "(expression)" : parameter.Path,
                $"{parameter.Shape}",
                $"{parameter.Decided.Count()} of {parameter.Shape.Size}",
                Number(parameter.MeanDifference),
                Number(parameter.Worst?.Difference ?? 0),
            ]),
        ];
        var widths =
            Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.AppendJoin("  ", row.Select((cell, column) =>
                column < TextColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).AppendLine();
        }
    }

    private static string Line(IGrouping<string, DirectionCheck> way)
    {
        var decided = way.Where(direction => direction.Verdict != Verdict.Undecided).ToArray();
        return decided.Length == 0
            ? $"{way.Key}: not decided along any direction"
            : $"{way.Key}: apart by {Number(decided.Max(direction => direction.Difference))} at most along "
                + $"{Counted(decided.Length, "direction")}";
    }

    private static void Conclusion(StringBuilder text, GradientReport report)
    {
        text.Append(
            report.Agrees ? "The gradient agrees."
            : report.Differs ? "The gradient is wrong."
            : "Nothing could be compared: the point lies on kinks, or differences are not accurate there. Check at "
                + "another point.");
        if (!report.Differs) return;
        var worst = report.Parameters.SelectMany(parameter => parameter.Coordinates)
            .Where(coordinate => coordinate.Verdict == Verdict.Differs).MaxBy(coordinate => coordinate.Difference);
        if (worst is not null)
        {
            var place = $"{(worst.Parameter.Length == 0 ? "x" : worst.Parameter)}{worst.Index}";
            Add($"  in {place} the gradient is {worst.Analytic:R}, differences give {worst.Numerical:R}");
        }

        if (report.Culprit is not { } culprit)
        {
            Add($"  No single rule was found to be wrong at this point.");
            return;
        }

        var (rule, analytic) = ($"{culprit.Op}: {culprit.Rule}", culprit.Analytic);
        Add($"  {rule} gives {analytic:R} at {culprit.Index}, differences give {culprit.Numerical:R}");
        Add($"  smallest expression that fails: {culprit.Expression}");
        foreach (var (variable, value) in culprit.Point) Add($"    {variable} = {value}");

        void Add(FormattableString line) => text.AppendLine().Append(line.ToString(CultureInfo.InvariantCulture));
    }

    private static string Counted(int count, string what) =>
        count == 1 ? $"1 {what}" : string.Create(CultureInfo.InvariantCulture, $"{count} {what}s");

    private static string Number(double x) => x.ToString("0.0e-00", CultureInfo.InvariantCulture);
}
