using System.Collections.Immutable;

namespace Autograd.Examples.Charts;

/// <summary>What can be drawn: a value that says what is shown, not how.</summary>
/// <param name="Title">One line above it.</param>
internal abstract record Picture(string Title);

/// <summary>Curves, points, bars or contours over a pair of axes.</summary>
/// <param name="Title">One line above the axes.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Series">What is drawn, first below; those with a name are in the legend.</param>
internal sealed record Chart(string Title, Axis X, Axis Y, params ImmutableArray<Series> Series) : Picture(Title);

/// <summary>Pictures side by side, row by row.</summary>
/// <param name="Title">One line above them all.</param>
/// <param name="Columns">How many in a row.</param>
/// <param name="Parts">The pictures.</param>
internal sealed record Panels(string Title, int Columns, params ImmutableArray<Picture> Parts) : Picture(Title);

/// <summary>Small images side by side, each with a line below it.</summary>
/// <param name="Title">One line above them all.</param>
/// <param name="Columns">How many in a row.</param>
/// <param name="Images">The images.</param>
internal sealed record ImageGrid(string Title, int Columns, params ImmutableArray<Image> Images) : Picture(Title)
{
    /// <summary>About how long the longer side of each image is, in pixels of the screen.</summary>
    public double Size { get; init; } = 84;
}

/// <summary>An image of numbers, row by row.</summary>
/// <param name="Caption">A line below it.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Values">The pixels.</param>
/// <param name="Colors">How numbers become colors.</param>
internal sealed record Image(string Caption, int Width, ImmutableArray<double> Values, Colors Colors = Colors.Gray);

/// <summary>Numbers in the cells of a grid, some of them marked: a matrix, or an image with a window on it.</summary>
/// <param name="Title">One line above it.</param>
/// <param name="Columns">Cells in a row.</param>
/// <param name="Numbers">The numbers, row by row.</param>
internal sealed record NumberGrid(string Title, int Columns, ImmutableArray<double> Numbers) : Picture(Title)
{
    /// <summary>The cells that stand out, by their places in <see cref="Numbers"/>.</summary>
    public ImmutableArray<int> Marked { get; init; } = [];

    /// <summary>The cells that are not quite part of it, such as zeros around an image.</summary>
    public ImmutableArray<int> Faint { get; init; } = [];

    /// <summary>What is written below it.</summary>
    public string Caption { get; init; } = "";
}

/// <summary>How the numbers of an image become colors.</summary>
internal enum Colors
{
    /// <summary>From the smallest (the page) to the largest (ink).</summary>
    Gray,

    /// <summary>Blue below zero, red above, the page at zero; both sides to the same scale.</summary>
    Diverging,
}
