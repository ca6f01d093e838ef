using System.Collections.Immutable;
using System.Globalization;
using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Numbers in square cells.</summary>
internal static class NumberGridLayout
{
    private const double LeastCell = 26;
    private const double LeastWidth = 150;
    private const double Size = 12.5;
    private const double CaptionSize = 11;
    private const int MarkedTone = 1;

    /// <summary>A grid as a block.</summary>
    public static Block Of(NumberGrid grid)
    {
        var columns = Math.Max(1, grid.Columns);
        var texts =
            grid.Numbers.Select(number => number.ToString("G4", CultureInfo.InvariantCulture)).ToImmutableArray();
        var cell = Math.Max(LeastCell, texts.Select(text => Width(text, Size) + 8).DefaultIfEmpty(0).Max());
        var (across, down) = (Math.Min(columns, texts.Length) * cell, (texts.Length + columns - 1) / columns * cell);
        var inside = Math.Max(across, LeastWidth);
        var title = Wrap(grid.Title, Fonts.Medium.Title * Bold, inside);
        var caption = Wrap(grid.Caption, CaptionSize, inside);
        var top = ChartLayout.Pad + (title.IsEmpty ? 0 : (title.Length * Fonts.Medium.Title * LineHeight) + 6);
        var height =
            top + down + (caption.IsEmpty ? 0 : 6 + (caption.Length * CaptionSize * LineHeight)) + ChartLayout.Pad;
        return new(inside + (2 * ChartLayout.Pad), height, (x, y) =>
        {
            var (left, above) = (x + ChartLayout.Pad, y + top);
            Box Place(int i) => new(left + (i % columns * cell), above + (i / columns * cell), cell, cell);
            string Numbers(Func<int, bool> which, string look) =>
                $"<g {look} text-anchor=\"middle\">\n"
                + string.Concat(Enumerable.Range(0, texts.Length).Where(which).Select(i =>
                    Element(texts[i], Place(i).X + (cell / 2), Place(i).Y + (cell / 2) + (Size * 0.36), Size)))
                + "</g>\n";
            return $"<g {Theme.Text}>\n"
                + $"{Elements(title, left, y + ChartLayout.Pad, Fonts.Medium.Title, " font-weight=\"600\"")}</g>\n"
                + $"<g {Theme.Tone(MarkedTone)}>\n"
                + string.Concat(grid.Marked.Where(i => i >= 0 && i < texts.Length).Select(i =>
                    Square(Place(i), "fill=\"currentColor\" fill-opacity=\"0.25\"")))
                + "</g>\n"
                + $"<g {Theme.Axis} fill=\"none\">\n"
                + string.Concat(Enumerable.Range(0, texts.Length).Select(i =>
                    Square(Place(i), grid.Faint.Contains(i) ? "stroke-dasharray=\"2 3\"" : "")))
                + "</g>\n"
                + Numbers(i => !grid.Faint.Contains(i), Theme.Text) + Numbers(grid.Faint.Contains, Theme.Soft)
                + $"<g {Theme.Soft}>\n{Elements(caption, left, above + down + 6, CaptionSize)}</g>\n";
        });
    }

    private static string Square(Box place, string look) =>
        $"<rect x=\"{Px(place.X)}\" y=\"{Px(place.Y)}\" width=\"{Px(place.Width)}\" height=\"{Px(place.Height)}\" "
        + $"{look}/>\n";
}
