namespace Autograd.Examples.Charts.Drawing;

/// <summary>A rectangle of a picture, in pixels from its upper left corner.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    /// <summary>The right edge.</summary>
    public double Right => X + Width;

    /// <summary>The lower edge.</summary>
    public double Bottom => Y + Height;

    /// <summary>This box with a margin all around.</summary>
    public Box Grown(double by) => new(X - by, Y - by, Width + (2 * by), Height + (2 * by));

    /// <summary>Whether two boxes share more than an edge.</summary>
    public bool Meets(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    /// <summary>Whether a place is in this box or on its edge.</summary>
    public bool Holds(Point at) => at.X >= X && at.X <= Right && at.Y >= Y && at.Y <= Bottom;
}

/// <summary>The room around the plot area of a chart, for everything that is not data.</summary>
internal readonly record struct Insets(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Room for either.</summary>
    public Insets Max(Insets other) =>
        new(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Max(Right, other.Right),
            Math.Max(Bottom, other.Bottom));
}

/// <summary>A part of a picture that knows its size and can be drawn anywhere.</summary>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="At">Its SVG elements, given its upper left corner.</param>
internal sealed record Block(double Width, double Height, Func<double, double, string> At);
