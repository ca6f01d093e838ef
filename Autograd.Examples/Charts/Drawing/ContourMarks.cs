using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>The marks of lines of equal height: fainter where it is lower.</summary>
internal static class ContourMarks
{
    /// <summary>The stroke of lines of a tone: named ones have widths and dashes of their own.</summary>
    public static string Look(int tone, bool one) => (tone % 3) switch
    {
        0 => $"stroke-width=\"{(one ? "1.5" : "1")}\"",
        1 => "stroke-width=\"1.2\" stroke-dasharray=\"5 3\"",
        _ => "stroke-width=\"1.2\" stroke-dasharray=\"1.5 2.5\"",
    };

    /// <summary>The SVG of the lines, one path for each level.</summary>
    public static string Of(Contours grid, int tone, Projection to)
    {
        var levels = grid.Levels.Where(double.IsFinite).Distinct().Order().ToList();
        return string.Concat(levels.Select((level, i) =>
        {
            var strength = levels.Count == 1 ? 1 : 0.4 + (0.5 * i / (levels.Count - 1));
            var pieces = MarchingSquares.Lines(grid, level).SelectMany(line => to.Pieces(line));
            return LineMarks.Stroke(pieces, $"{Look(tone, levels.Count == 1)} "
                + $"stroke-opacity=\"{Px(strength)}\" stroke-linejoin=\"round\"");
        }));
    }
}
