using System.Collections.Immutable;

namespace Autograd.Examples.Charts;

/// <summary>A place in a chart, in the units of its axes. One that is not finite is a gap.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>Something drawn over the axes of a chart.</summary>
/// <param name="Name">Its name in the legend; empty for none.</param>
internal abstract record Series(string Name)
{
    /// <summary>
    /// Which of the palette's colors, from 0; if null, that of its place among the names of the chart.
    /// </summary>
    public int? Tone { get; init; }
}

/// <summary>Points joined by a line.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">The points in order.</param>
internal sealed record Line(string Name, ImmutableArray<Point> Points) : Series(Name)
{
    /// <summary>Whether the line is dashed.</summary>
    public bool Dashed { get; init; }

    /// <summary>Whether the points are marked.</summary>
    public bool Marked { get; init; }
}

/// <summary>Points by themselves.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">The points.</param>
internal sealed record Scatter(string Name, ImmutableArray<Point> Points) : Series(Name);

/// <summary>A walk: its first point marked as the start, an arrow at its end.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">The points in order.</param>
internal sealed record Trajectory(string Name, ImmutableArray<Point> Points) : Series(Name);

/// <summary>Bars that touch: how many values fall between each two edges.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Edges">The edges, rising; one more than bars.</param>
/// <param name="Counts">The heights.</param>
internal sealed record Histogram(string Name, ImmutableArray<double> Edges, ImmutableArray<double> Counts)
    : Series(Name)
{
    /// <summary>The share of the values that no bar counts, since they lie outside of all edges.</summary>
    public double Outside { get; init; }

    /// <summary>The histogram of values between two bounds; the share of values outside is noted.</summary>
    public static Histogram Of(string name, ReadOnlySpan<float> values, double min, double max, int bars)
    {
        var (counts, outside) = (new double[bars], 0);
        foreach (var value in values)
        {
            if (!(value >= min && value <= max)) outside++;
            else counts[Math.Min((int)((value - min) / (max - min) * bars), bars - 1)]++;
        }

        return new(name, [.. Enumerable.Range(0, bars + 1).Select(i => min + ((max - min) * i / bars))], [.. counts])
        {
            Outside = values.IsEmpty ? 0 : (double)outside / values.Length,
        };
    }

    /// <summary>A bar for each category of an axis with names (<see cref="Axis.Names"/>).</summary>
    public static Histogram OfCategories(string name, ImmutableArray<double> heights) =>
        new(name, [.. Enumerable.Range(0, heights.Length + 1).Select(edge => edge - 0.5)], heights);
}

/// <summary>Lines of equal height of a function sampled on a grid.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Xs">The columns of the grid, rising.</param>
/// <param name="Ys">The rows of the grid, rising.</param>
/// <param name="Heights">The heights, row by row.</param>
/// <param name="Levels">The heights of the lines.</param>
internal sealed record Contours(string Name, ImmutableArray<double> Xs, ImmutableArray<double> Ys,
    ImmutableArray<double> Heights, ImmutableArray<double> Levels) : Series(Name);
