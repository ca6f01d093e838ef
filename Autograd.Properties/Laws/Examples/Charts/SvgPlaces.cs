using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;

namespace Autograd.Properties.Examples.Charts;

/// <summary>What a rendered picture says about places, read back from its text.</summary>
internal static partial class SvgPlaces
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>The box that a picture shows.</summary>
    public static Box ViewBox(XDocument svg) => svg.Root!.Attribute("viewBox")!.Value.Split(' ').Select(Number)
        .ToArray() is [var x, var y, var width, var height]
        ? new(x, y, width, height)
        : throw new FormatException("viewBox");

    /// <summary>
    /// Every place that a path, circle or rectangle outside of images is drawn at, and whether it is clipped there.
    /// </summary>
    public static IEnumerable<(Point At, bool Clipped)> Marks(XDocument svg) =>
        from element in svg.Descendants()
        where !element.Ancestors().Any(above => above.Attribute("shape-rendering") is not null)
        let clipped = element.Ancestors().Any(above => above.Attribute("clip-path") is not null)
        from at in Places(element)
        select (at, clipped);

    /// <summary>The estimated place of each text.</summary>
    public static IEnumerable<(string Text, double Size, Box Place)> Texts(XDocument svg) =>
        svg.Descendants(Svg + "text").Select(text =>
    {
        var size = Number(text.Attribute("font-size")!.Value);
        var width = Words.Width(text.Value, text.Attribute("font-weight") is null ? size : size * Words.Bold);
        var anchor = text.AncestorsAndSelf().Select(above => above.Attribute("text-anchor")?.Value)
            .FirstOrDefault(value => value is not null);
        var (x, y) = (Number(text.Attribute("x")!.Value), Number(text.Attribute("y")!.Value));
        var before = anchor switch { "middle" => width / 2, "end" => width, _ => 0 };
        return (text.Value, size, text.Attribute("transform") is null
            ? new Box(x - before, y - (0.8 * size), width, size)
            : new Box(x - (0.8 * size), y - before, size, width));
    });

    private static IEnumerable<Point> Places(XElement element) => element.Name.LocalName switch
    {
        "path" => PathPlaces(element.Attribute("d")!.Value),
        "circle" => [new(Of(element, "cx"), Of(element, "cy"))],
        "rect" when element.Attribute("x") is not null => [new(Of(element, "x"), Of(element, "y")),
            new(Of(element, "x") + Of(element, "width"), Of(element, "y") + Of(element, "height"))],
        _ => [],
    };

    private static IEnumerable<Point> PathPlaces(string path)
    {
        var (x, y) = (0.0, 0.0);
        foreach (Match step in Step().Matches(path))
        {
            var numbers =
                step.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray();
            (x, y) = step.Groups[1].Value switch
            {
                "M" or "L" => (numbers[0], numbers[1]),
                "l" => (x + numbers[0], y + numbers[1]),
                "H" => (numbers[0], y),
                "V" => (x, numbers[0]),
                "h" => (x + numbers[0], y),
                "v" => (x, y + numbers[0]),
                "z" or "Z" => (x, y),
                var other => throw new FormatException($"{other} in {path}"),
            };
            yield return new(x, y);
        }
    }

    private static double Of(XElement element, string name) => Number(element.Attribute(name)!.Value);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex("([A-Za-z])([^A-Za-z]*)")]
    private static partial Regex Step();
}
