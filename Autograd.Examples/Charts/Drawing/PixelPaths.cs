using System.Text;
using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>
/// An image as one path for each of its colors, each run of pixels in a row one rectangle: a digit takes about two
/// kilobytes.
/// </summary>
internal static class PixelPaths
{
    // More shades than can be told apart at this size, few enough for runs.
    private const int Shades = 32;

    /// <summary>
    /// How large an image is drawn: whole pixels of the screen for each of its own, where they are larger.
    /// </summary>
    public static (double Width, double Height) Size(Image image, double longest)
    {
        var (columns, rows) = (Columns(image), Rows(image));
        var scale = Scale(image, longest);
        return (columns * scale, rows * scale);
    }

    /// <summary>The SVG of an image, its upper left corner at a place.</summary>
    public static string Draw(Image image, double x, double y, double longest)
    {
        var (width, height) = Size(image, longest);
        var paths = new SortedDictionary<int, StringBuilder>();
        foreach (var (row, from, length, shade) in Runs(image))
        {
            if (!paths.TryGetValue(shade, out var path)) paths[shade] = path = new StringBuilder();
            path.Append('M').Append(from).Append(' ').Append(row).Append('h').Append(length).Append("v1h-")
                .Append(length).Append('z');
        }

        return $"<rect x=\"{Px(x)}\" y=\"{Px(y)}\" width=\"{Px(width)}\" height=\"{Px(height)}\" fill=\"#ffffff\"/>\n"
            + $"<g transform=\"translate({Px(x)} {Px(y)}) scale({Scale(image, longest):0.######})\" "
                + $"shape-rendering=\"crispEdges\">\n"
            + string.Concat(
                paths.Select(path => $"<path fill=\"{Color(path.Key, image.Colors)}\" d=\"{path.Value}\"/>\n"))
            + "</g>\n"
            + $"<rect x=\"{Px(x - 0.5)}\" y=\"{Px(y - 0.5)}\" width=\"{Px(width + 1)}\" height=\"{Px(height + 1)}\" "
                + $"fill=\"none\" stroke=\"#c4cad1\"/>\n";
    }

    /// <summary>The runs of equal pixels that are not white: row, first column, length, shade.</summary>
    public static IEnumerable<(int Row, int From, int Length, int Shade)> Runs(Image image)
    {
        var finite = image.Values.Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var (low, high) = image.Colors == Colors.Gray
            ? (finite.Min(), finite.Max())
            : (-finite.Max(Math.Abs), finite.Max(Math.Abs));
        var columns = Columns(image);
        for (var start = 0; start < image.Values.Length;)
        {
            var (row, shade, end) = (start / columns, Shade(image.Values[start], low, high, image.Colors), start + 1);
            while (end < image.Values.Length && end / columns == row
                && Shade(image.Values[end], low, high, image.Colors) == shade)
            {
                end++;
            }

            if (shade != 0) yield return (row, start % columns, end - start, shade);
            start = end;
        }
    }

    // From 0, white, to the number of shades; below zero for numbers below zero on a diverging scale.
    private static int Shade(double value, double low, double high, Colors colors)
    {
        if (double.IsNaN(value) || !(low < high)) return 0;
        var place = (Math.Clamp(value, low, high) / 2 - low / 2) / (high / 2 - low / 2);
        return (int)Math.Round(Shades * (colors == Colors.Gray ? place : (2 * place) - 1));
    }

    private static string Color(int shade, Colors colors)
    {
        var part = Math.Abs(shade) / (double)Shades;
        (int R, int G, int B) ink =
            colors == Colors.Gray ? (17, 17, 17) : shade < 0 ? (0x21, 0x66, 0xac) : (0xb2, 0x18, 0x2b);
        int Mixed(int channel) => (int)Math.Round(255 + ((channel - 255) * part));
        return $"#{Mixed(ink.R):x2}{Mixed(ink.G):x2}{Mixed(ink.B):x2}";
    }

    private static int Columns(Image image) => Math.Max(1, image.Width);

    private static int Rows(Image image) => Math.Max(1, (image.Values.Length + Columns(image) - 1) / Columns(image));

    private static double Scale(Image image, double longest)
    {
        var scale = longest / Math.Max(Columns(image), Rows(image));
        return scale >= 1.5 ? Math.Round(scale) : scale;
    }
}
