using System.Collections.Immutable;
using Autograd.Examples.Charts;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Examples.Charts;

/// <summary>A chart of a random case: public, as the parameter of a law must be.</summary>
public sealed class ChartCase
{
    internal ChartCase(Chart chart) => Chart = chart;

    internal Chart Chart { get; }

    public override string ToString() => $"{Chart}: {string.Join("; ", Chart.Series.Select(Shown))}";

    private static string Shown(Series series) => series switch
    {
        Line line => $"{line} {string.Join(' ', line.Points)}",
        Scatter scatter => $"{scatter} {string.Join(' ', scatter.Points)}",
        Trajectory walk => $"{walk} {string.Join(' ', walk.Points)}",
        Histogram bars => $"{bars} {string.Join(' ', bars.Edges)}: {string.Join(' ', bars.Counts)}",
        Contours grid => $"{grid} {string.Join(' ', grid.Heights)}",
        _ => $"{series}",
    };
}

/// <summary>A picture of any kind.</summary>
public sealed class PictureCase
{
    internal PictureCase(Picture picture) => Picture = picture;

    internal Picture Picture { get; }

    public override string ToString() => $"{Picture}";
}

/// <summary>
/// Pictures with everything that data can do to them: nothing, one point, gaps, numbers near both ends of a double.
/// </summary>
public static class PictureArbitraries
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("a name that does not end ", 6));

    private static Gen<double> Odd { get; } = Gen.Elements(
        0, 1, -1, 0.1, 0.3, 1e-300, -1e-300, 1e300, -1e300, double.MaxValue, double.MinValue, double.Epsilon,
        double.NaN, double.PositiveInfinity, double.NegativeInfinity);

    private static Gen<double> Plain { get; } = Gen.Choose(-1000, 1000).Select(n => n / 100.0);

    private static Gen<double> Ratio { get; } = Gen.Choose(-3000, 3000).Select(n => Math.Pow(10, n / 150.0));

    private static Gen<string> Text { get; } = Gen.Frequency(
        (4, Gen.Elements("loss", "training accuracy", "W", "")),
        (2, Gen.Elements("a <b> & \"c\" 'd'", "[red]x[/] ]] [", "]]>", "学習率の減衰と損失", "😀 e\u0301", "\u0001\n\tx",
            "\ud800 half", "\uffff")),
        (1, Gen.Elements(Long, new string('W', 300), new string('学', 90))));

    private static Gen<Axis> AnyAxis { get; } =
        from label in Text
        from scale in Gen.Elements(Scale.Linear, Scale.Linear, Scale.Log)
        from min in Gen.Frequency((4, Gen.Constant(double.NaN)), (1, Plain), (1, Odd))
        from max in Gen.Frequency((4, Gen.Constant(double.NaN)), (1, Plain), (1, Odd))
        select new Axis(label, scale, double.IsNaN(min) ? (double?)null : min, double.IsNaN(max) ? (double?)null : max);

    // One kind of number for all of a series, so that there are also charts without extremes; and what is drawn is
    // constant at times.
    private static Gen<ImmutableArray<Point>> Points { get; } =
        from number in Gen.Elements(Plain, Ratio, Gen.Frequency((3, Plain), (1, Odd)), Odd, Odd.Select(_ => 2.5))
        from count in Gen.Elements(0, 1, 2, 5, 12)
        from xs in number.ArrayOf(count)
        from ys in number.ArrayOf(count)
        select xs.Zip(ys, (x, y) => new Point(x, y)).ToImmutableArray();

    private static Gen<Series> AnySeries { get; } =
        from kind in Gen.Choose(0, 5)
        from name in Text
        from points in Points
        from heights in Gen.Frequency((6, Plain), (1, Odd)).ArrayOf(12)
        from flags in Gen.Choose(0, 3)
        select kind switch
        {
            0 => new Scatter(name, points),
            1 => new Trajectory(name, points),
            2 => new Histogram(name, [0, 1, 1.5, 3, 8], [.. heights.Take(4).Select(Math.Abs)]),
            3 => new Contours(name, [-1, 0, 1, 2], [0, 0.5, 3], [.. heights], [-2, 0, 0.5, double.NaN]),
            _ => (Series)new Line(name, points) { Dashed = flags % 2 == 1, Marked = flags > 1 },
        };

    private static Gen<Chart> AnyChart { get; } =
        from title in Text
        from x in AnyAxis
        from y in AnyAxis
        from count in Gen.Frequency((1, Gen.Constant(0)), (6, Gen.Choose(1, 3)), (1, Gen.Constant(12)))
        from series in AnySeries.ArrayOf(count)
        select new Chart(title, x, y, [.. series]);

    private static Gen<Picture> AnyImages { get; } =
        from title in Text
        from captions in Text.ArrayOf(5)
        from values in Gen.Frequency((6, Plain), (1, Odd)).ArrayOf(12)
        from width in Gen.Choose(0, 5)
        from colors in Gen.Elements(Colors.Gray, Colors.Diverging)
        select (Picture)new ImageGrid(
            title, 3, [.. captions.Select(caption => new Image(caption, width, [.. values], colors))]);

    private static Gen<Picture> AnyNumbers { get; } =
        from title in Text
        from caption in Text
        from values in Gen.Frequency((6, Plain), (1, Odd)).ArrayOf(12)
        from columns in Gen.Choose(0, 5)
        from marked in Gen.Choose(-1, 12).ArrayOf(3)
        from faint in Gen.Choose(-1, 12).ArrayOf(3)
        select (Picture)new NumberGrid(title, columns, [.. values])
        {
            Caption = caption,
            Marked = [.. marked],
            Faint = [.. faint]
        };

    private static Gen<Picture> AnyPicture { get; } = Gen.Frequency(
        (3, AnyChart.Select(chart => (Picture)chart)),
        (1, AnyImages),
        (1, AnyNumbers),
        (2, Panels(Gen.Frequency((5, AnyChart.Select(chart => (Picture)chart)), (1, AnyImages), (1, AnyNumbers),
            (1, Panels(AnyChart.Select(chart => (Picture)chart)))))));

    public static Arbitrary<ChartCase> ChartCases() =>
        Arb.From(AnyChart.Select(chart => new ChartCase(chart)), Smaller);

    public static Arbitrary<PictureCase> PictureCases() =>
        Arb.From(AnyPicture.Select(picture => new PictureCase(picture)));

    private static Gen<Picture> Panels(Gen<Picture> part) =>
        from title in Text
        from columns in Gen.Choose(0, 5)
        from count in Gen.Choose(0, 5)
        from parts in part.ArrayOf(count)
        select (Picture)new Panels(title, columns, [.. parts]);

    private static IEnumerable<ChartCase> Smaller(ChartCase chart) =>
        chart.Chart.Series.Select(
            series => new ChartCase(chart.Chart with { Series = chart.Chart.Series.Remove(series) }))
            .Concat(chart.Chart.Title.Length > 0 ? [new ChartCase(chart.Chart with { Title = "" })] : []);
}
