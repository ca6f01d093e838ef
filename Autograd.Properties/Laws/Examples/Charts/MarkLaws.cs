using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>Marks say what the data say.</summary>
public sealed class MarkLaws
{
    private static readonly double[] Xs = [-3, -1, 0, 0.5, 2, 5], Ys = [-2, -1.5, 0, 1, 4];

    [Law(MaxTest = 200)]
    public void Contours_of_a_plane_are_straight_and_at_their_level(sbyte a, sbyte b, sbyte c, sbyte level)
    {
        double Height(double x, double y) => (a * x) + (b * y) + c;
        Contours grid = Grid([.. Ys.SelectMany(y => Xs.Select(x => Height(x, y)))]);
        var lines = MarchingSquares.Lines(grid, level).ToList();
        Assert.Equal(grid.Heights.Min() < level && level <= grid.Heights.Max() ? 1 : 0, lines.Count);
        foreach (var point in lines.SelectMany(line => line))
            Assert.Equal(level, Height(point.X, point.Y), 1e-9);
    }

    [Law(MaxTest = 200)]
    public void A_contour_is_a_ring_or_ends_at_the_edge_of_the_grid(int seed)
    {
        var random = new Random(seed);
        foreach (var line in MarchingSquares.Lines(
            Grid([.. Enumerable.Range(0, 30).Select(_ => (double)random.Next(9))]), 4.5))
        {
            Assert.True(line[0] == line[^1] || (IsAtEdge(line[0]) && IsAtEdge(line[^1])), string.Join(' ', line));
            Assert.True(line.Length > 2 || line[0] != line[^1]);
        }

        static bool IsAtEdge(Point point) =>
            point.X == Xs[0] || point.X == Xs[^1] || point.Y == Ys[0] || point.Y == Ys[^1];
    }

    [Law(MaxTest = 200)]
    public void A_histogram_counts_each_value_in_its_bounds_once(float[] values, byte bars)
    {
        var histogram = Histogram.Of("", values, -2, 3, bars + 1);
        Assert.Equal(values.Count(value => value is >= -2 and <= 3), histogram.Counts.Sum());
        Assert.Equal(histogram.Counts.Length + 1, histogram.Edges.Length);
        Assert.Equal((-2.0, 3.0), (histogram.Edges[0], histogram.Edges[^1]));
    }

    [Fact]
    public void A_value_is_counted_between_its_edges() =>
        Assert.Equal<IEnumerable<double>>(
            [1, 0, 2, 1], Histogram.Of("", [0f, 2f, 2.5f, 4f, float.NaN, 9f], 0, 4, 4).Counts);

    [Law(MaxTest = 200)]
    public void The_part_of_a_segment_in_a_box_is_on_the_segment_and_in_the_box(sbyte x1, sbyte y1, sbyte x2, sbyte y2)
    {
        var box = new Box(-40, -20, 90, 50);
        var (from, to) = (new Point(x1, y1), new Point(x2, y2));
        var cut = Projection.Cut(from, to, box);
        // Of many places on the segment, those in the box are between the ends of the part.
        for (var i = 0; i <= 100; i++)
        {
            var place = new Point(x1 + (i / 100.0 * (x2 - x1)), y1 + (i / 100.0 * (y2 - y1)));
            if (box.Grown(-1e-9).Holds(place))
            {
                Assert.True(
                    cut is { } part && new Box(Math.Min(part.From.X, part.To.X), Math.Min(part.From.Y, part.To.Y),
                    Math.Abs(part.From.X - part.To.X), Math.Abs(part.From.Y - part.To.Y)).Grown(1e-9).Holds(place));
            }
        }

        if (cut is { } seen) Assert.True(box.Grown(1e-9).Holds(seen.From) && box.Grown(1e-9).Holds(seen.To));
    }

    [Law(MaxTest = 200)]
    public void Runs_of_an_image_are_its_pixels_that_are_not_white(int seed)
    {
        var random = new Random(seed);
        double[] values = [.. Enumerable.Range(0, 35).Select(_ => random.Next(3) / 2.0)];
        var runs = PixelPaths.Runs(new("", 7, [.. values])).ToList();
        var pixels = runs.SelectMany(run => Enumerable.Range((run.Row * 7) + run.From, run.Length)).ToList();
        Assert.Equal(
            Enumerable.Range(0, 35).Where(i => values.Max() > values.Min() && values[i] > values.Min()), pixels);
        Assert.All(runs, run => Assert.True(run.From + run.Length <= 7));
        Assert.All(runs, run =>
            Assert.Single(Enumerable.Range((run.Row * 7) + run.From, run.Length).Select(i => values[i]).Distinct()));
    }

    [Fact]
    public void A_page_of_noisy_images_stays_small()
    {
        var random = new Random(1);
        var images = new ImageGrid("", 10, [.. Enumerable.Range(0, 40).Select(i => new Image("9 seen as 4", 28,
            [.. Enumerable.Range(0, 784).Select(_ => random.Next(4) == 0 ? random.NextDouble() : 0)]))]);
        Assert.InRange(Svg.Render(images).Length, 1000, 400_000);
    }

    private static Contours Grid(double[] heights) => new("", [.. Xs], [.. Ys], [.. heights], []);
}
