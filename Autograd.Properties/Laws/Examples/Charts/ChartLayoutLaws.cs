using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>What stands around the data leaves them, and each other, in peace.</summary>
[Laws(Arbitrary = [typeof(PictureArbitraries)], MaxTest = 60)]
public sealed class ChartLayoutLaws
{
    [Law]
    public void A_legend_is_within_the_picture_and_beside_the_plot(ChartCase chart, bool small)
    {
        var layout = Layout(chart, small);
        if (layout.Legend is not { } legend) return;
        var page = new Box(0, 0, layout.Width, layout.Height).Grown(0.01);
        Assert.False(layout.LegendPlace.Meets(layout.Plot), $"{layout.LegendPlace} meets {layout.Plot}");
        Assert.True(page.Holds(new(layout.LegendPlace.X, layout.LegendPlace.Y)) && page.Holds(
            new(layout.LegendPlace.Right, layout.LegendPlace.Bottom)), $"{layout.LegendPlace} outside of {page}");
        Assert.All(legend.Entries,
            entry => Assert.True(entry.Place.Right <= legend.Width && entry.Place.Bottom <= legend.Height));
        foreach (var (i, entry) in legend.Entries.Index())
            Assert.DoesNotContain(legend.Entries.Skip(i + 1), other => entry.Place.Meets(other.Place));
    }

    [Law]
    public void A_legend_has_every_name_and_all_of_it(ChartCase chart, bool small)
    {
        var names = chart.Chart.Series.Select(series => series.Name).Where(name => !string.IsNullOrWhiteSpace(name))
            .Distinct().ToList();
        if (names.Count == 1 && names[0] == chart.Chart.Title) return;
        var shown = Layout(chart, small).Legend?.Entries.Select(entry => string.Concat(entry.Lines)) ?? [];
        Assert.Equal(names.Select(Letters).Order(StringComparer.Ordinal),
            shown.Select(Letters).Distinct().Order(StringComparer.Ordinal));

        static string Letters(string text) => Words.Clean(text).Replace(" ", "", StringComparison.Ordinal);
    }

    [Law]
    public void Labels_of_an_axis_rise_and_keep_apart(ChartCase chart, bool small)
    {
        var layout = Layout(chart, small);
        Check(layout.XTicks, layout.XTickPlace);
        Check(layout.YTicks, layout.YTickPlace);

        static void Check(ImmutableArray<Tick> ticks, Func<Tick, Box> place)
        {
            Assert.NotEmpty(ticks);
            Assert.All(ticks, tick => Assert.InRange(tick.Fraction, 0, 1));
            for (var i = 1; i < ticks.Length; i++)
            {
                Assert.True(ticks[i - 1].Fraction < ticks[i].Fraction);
                Assert.True(TicksLaws.Read(ticks[i - 1].Label) < TicksLaws.Read(ticks[i].Label),
                    $"{ticks[i - 1]} before {ticks[i]}");
                Assert.False(place(ticks[i - 1]).Meets(place(ticks[i])), $"{ticks[i - 1]} meets {ticks[i]}");
            }
        }
    }

    [Law]
    public void Data_without_an_end_given_lie_between_the_ends(ChartCase chart)
    {
        var free = chart.Chart with
        {
            X = chart.Chart.X with { Min = null, Max = null },
            Y = chart.Chart.Y with { Min = null, Max = null }
        };
        var (x, y) = DataRange.Of(free);
        foreach (var point in free.Series.OfType<Line>().SelectMany(line => line.Points))
        {
            if (!(Moderate(point.X, x.Scale) && Moderate(point.Y, y.Scale))) continue;
            Assert.InRange(x.Fraction(point.X), 0, 1);
            Assert.InRange(y.Fraction(point.Y), 0, 1);
        }

        // Numbers next to the largest and the smallest are drawn at the edge.
        static bool Moderate(double value, Scale scale) =>
            Math.Abs(value) <= 1e305 && (scale == Scale.Linear || value >= 1e-305);
    }

    [Law]
    public void The_plot_never_gets_small(ChartCase chart)
    {
        var layout = Layout(chart, small: false);
        Assert.True(layout.Plot.Width >= 0.45 * 640 && layout.Plot.Height >= 0.45 * 400, $"{layout.Plot}");
    }

    private static ChartLayout Layout(ChartCase chart, bool small) =>
        small ? ChartLayout.In(chart.Chart, 150, 120) : ChartLayout.In(chart.Chart, 640, 400);
}
