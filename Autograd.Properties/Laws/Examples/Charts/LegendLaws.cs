using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>A legend tells apart what it names, and an axis of categories names each.</summary>
public sealed class LegendLaws
{
    [Fact]
    public void Names_have_marks_that_look_different()
    {
        Chart[] charts =
        [
            Of([.. Enumerable.Range(0, 20).Select(i => new Line($"{i}", [new(0, i)]))]),
            Of(new Line("training", []), new Line("test", []) { Dashed = true }, new Scatter("wanted", [])),
            Of(Heights("output 0.5", 0.5), Heights("output 0.1 and 0.9", 0.1, 0.9), Heights("", 0.3)),
            Of(new Trajectory("a", []), new Trajectory("b", []), Heights("c", 1)),
        ];
        Assert.All(charts, chart => Assert.Empty(Alike(chart)));
    }

    [Fact]
    public void The_marks_of_lines_of_equal_height_are_those_in_the_chart()
    {
        var svg = Svg.Render(Of(Heights("one", 0.5), Heights("two", 0.25)));
        Assert.Equal(2, svg.Split(ContourMarks.Look(1, one: true)).Length - 1);
    }

    [Fact]
    public void Each_category_has_its_name_in_the_middle_of_its_bar()
    {
        var chart = new Chart("", Axis.Of("parameter", ["W1", "b1", "W2"]), new("", Min: 0),
            Histogram.OfCategories("", [1, 2, 3]));
        var layout = ChartLayout.In(chart, 640, 400);
        Assert.Equal(["W1", "b1", "W2"], layout.XTicks.Select(tick => tick.Label));
        Assert.Equal([1 / 6.0, 0.5, 5 / 6.0], layout.XTicks.Select(tick => Math.Round(tick.Fraction, 12)), Near);
        var narrow = ChartLayout.In(chart with { X = Axis.Of("", Enumerable.Repeat("a long name", 30)) }, 150, 120);
        Assert.InRange(narrow.XTicks.Length, 1, 29);
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-9;

    /// <summary>The names of a chart whose marks in the legend look the same.</summary>
    internal static IEnumerable<string> Alike(Chart chart) => Legend.Named(chart)
        .GroupBy(entry => SwatchDrawing.Of(entry.Series, entry.Tone, 0, 0, 20)).Where(group => group.Count() > 1)
        .Select(group => string.Join(" and ", group.Select(entry => entry.Series.Name)));

    private static Chart Of(params Series[] series) => new("", new("x"), new("y"), [.. series]);

    private static Contours Heights(string name, params double[] levels) =>
        new(name, [0, 1], [0, 1], [0, 0.5, 0.5, 1], [.. levels]);
}
