using Autograd.Examples.Charts.Drawing;

namespace Autograd.Examples.Charts;

/// <summary>Pictures as SVG: text that any browser draws, readable on a white and on a black page.</summary>
internal static class Svg
{
    /// <summary>The picture as a whole SVG document; the same picture gives the same text.</summary>
    public static string Render(Picture picture)
    {
        if (picture is GraphPicture graph) return GraphSvg.Render(graph);
        var block = picture is Chart chart
            ? ChartDrawing.Of(ChartLayout.In(chart, 640, 400))
            : PanelsLayout.Picture(picture, 0, 1290);
        var (width, height) = (Math.Ceiling(block.Width), Math.Ceiling(block.Height));
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" "
            + $"height=\"{height}\" role=\"img\" "
            + "font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif\">\n"
            + $"<title>{Words.Escape(picture.Title)}</title>\n<style>{Theme.Style}</style>\n"
            + $"<rect {Theme.Page} width=\"{width}\" height=\"{height}\"/>\n{block.At(0, 0)}</svg>\n";
    }
}
