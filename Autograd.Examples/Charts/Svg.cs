using Autograd.Examples.Charts.Drawing;

namespace Autograd.Examples.Charts;

/// <summary>Pictures as SVG: text that any browser draws, readable on a white and on a black page.</summary>
internal static class Svg
{
    /// <summary>The width that a picture has where there is room.</summary>
    public const double Wide = 1290;

    private const double ChartWidth = 640;
    private const double ChartHeight = 400;

    /// <summary>The picture as a whole SVG document; the same picture gives the same text.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">About how wide it may be: narrow ones have fewer columns, not smaller text.</param>
    public static string Render(Picture picture, double width = Wide) => picture is GraphPicture graph
        ? GraphSvg.Render(graph)
        : Element(picture, width, $"<style>{Theme.Style}</style>\n");

    /// <summary>The picture as an element of a page that has the rules of <see cref="Theme.Style"/>.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="width">About how wide it may be.</param>
    public static string Inline(Picture picture, double width = Wide) => picture is GraphPicture graph
        ? GraphSvg.Render(graph)
        : Element(picture, width, "");

    private static string Element(Picture picture, double most, string style)
    {
        var chartWidth = Math.Min(most, ChartWidth);
        var block = picture is Chart chart
            ? ChartDrawing.Of(ChartLayout.In(
                chart, chartWidth, most < ChartWidth ? chartWidth * 0.8 : ChartHeight))
            : PanelsLayout.Picture(picture, 0, most);
        var (width, height) = (Math.Ceiling(block.Width), Math.Ceiling(block.Height));
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" "
            + $"height=\"{height}\" role=\"img\" font-family=\"{Theme.Typefaces}\">\n"
            + $"<title>{Words.Escape(picture.Title)}</title>\n{style}"
            + $"<rect {Theme.Page} width=\"{width}\" height=\"{height}\"/>\n{block.At(0, 0)}</svg>\n";
    }
}
