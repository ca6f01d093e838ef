using System.Xml.Linq;
using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>What a chart does not show it says, and it says nothing of the kind where it shows all.</summary>
[Laws(Arbitrary = [typeof(PictureArbitraries)], MaxTest = 100)]
public sealed class UnseenLaws
{
    [Law]
    public void A_chart_without_a_word_shows_every_point(ChartCase chart)
    {
        var (x, y) = DataRange.Of(chart.Chart);
        if (Unseen.Of(chart.Chart, x, y).Length > 0) return;
        var plot = new Box(0, 0, 300, 200);
        Assert.All(
            Points(chart.Chart), point => Assert.True(plot.Grown(0.01).Holds(new Projection(x, y, plot).Of(point)),
            $"{point} is not in the picture"));
    }

    [Law]
    public void A_chart_that_leaves_a_point_out_says_so(ChartCase chart)
    {
        var (x, y) = DataRange.Of(chart.Chart);
        var plot = new Box(0, 0, 300, 200);
        var missing = Points(chart.Chart).Any(point => !plot.Grown(1).Holds(new Projection(x, y, plot).Of(point)));
        if (missing) Assert.NotEqual("", Unseen.Of(chart.Chart, x, y));
    }

    [Fact]
    public void A_curve_of_no_numbers_is_named_in_the_picture() => Assert.Contains("No numbers to draw: σ = 1.", Note(
        new Chart("", new("step"), new("loss"), new Line("σ = 1", [new(0, double.NaN)]), new Line("He", [new(0, 1)]))),
        StringComparison.Ordinal);

    [Fact]
    public void A_curve_that_ends_in_no_numbers_says_where() => Assert.Equal("No numbers from 2 on.", Note(
        new Chart("", new("step"), new("loss"), new Line("", [new(0, 1), new(1, 3), new(2, double.NaN)]))));

    [Fact]
    public void A_curve_that_is_cut_off_says_where() => Assert.Equal("Cut off above 1: SGD, Adam.", Note(new Chart(
        "", new("step"), new("loss", Min: 0, Max: 1), new Line("SGD", [new(0, 2), new(1, 0.5)]),
        new Line("Adam", [new(0, 1.5), new(1, 0.5)]), new Line("RMSProp", [new(0, 1), new(1, 0)]))));

    [Fact]
    public void Values_outside_of_all_bars_are_counted() => Assert.Equal("25.0 % of the values lie outside.", Note(
        new Chart("", new(""), new(""), Histogram.Of("", [0f, 0.5f, 1f, 7f], 0, 1, 2))));

    [Fact]
    public void The_terminal_says_it_too()
    {
        using var text = new StringWriter();
        var console = Autograd.Examples.Charts.Terminal.Screen.Of(text, redirected: true);
        console.Write(TerminalChart.Of(new Chart(
            "", new("step"), new("loss", Max: 1), new Line("", [new(0, 2), new(1, 0.5)])))!);
        Assert.Contains("Cut off above 1.", text.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, 0.95)]
    [InlineData(3.0, 1.0)]
    [InlineData(0.0, 0.0)]
    public void A_single_point_is_drawn_whole(double x, double y)
    {
        var svg = XDocument.Parse(Svg.Render(new Chart(
            "", new("epoch", Min: 0), new("accuracy", Min: 0, Max: 1), new Line("", [new(x, y)]) { Marked = true })));
        var dot = Assert.Single(svg.Descendants(), element => element.Attribute("stroke-linecap")?.Value == "round");
        Assert.DoesNotContain(dot.Ancestors(), above => above.Attribute("clip-path") is not null);
    }

    private static string Note(Chart chart)
    {
        var (x, y) = DataRange.Of(chart);
        var note = Unseen.Of(chart, x, y);
        Assert.Contains(SvgPlaces.Texts(XDocument.Parse(Svg.Render(chart))), text => text.Text == note);
        return note;
    }

    private static IEnumerable<Point> Points(Chart chart) => chart.Series.SelectMany(series => series switch
    {
        Line line => line.Points.AsEnumerable(),
        Scatter scatter => scatter.Points,
        Trajectory walk => walk.Points,
        _ => [],
    });
}
