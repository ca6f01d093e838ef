namespace Autograd.Examples.Harness;

/// <summary>A number that was found.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Book">What the book's own code gives, if it does.</param>
/// <param name="Format">How it is written.</param>
internal sealed record Figure(string Name, double Value, Reference? Book = null, string Format = "G6")
{
    /// <summary>The number as it is written.</summary>
    public string Text => Value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The number of figures that the book has as well, and the number of those that agree.</summary>
    /// <param name="figures">The figures.</param>
    public static (int Agree, int Compared) Agreement(IEnumerable<Figure> figures)
    {
        var compared = figures.Where(figure => figure.Book is not null).ToArray();
        return (compared.Count(figure => figure.Book!.Holds(figure.Value)), compared.Length);
    }
}

/// <summary>What the book's code gives for a figure.</summary>
/// <param name="Text">As it is quoted.</param>
/// <param name="Low">The least of its runs, or the least that agrees.</param>
/// <param name="High">The most of its runs, or the most that agrees.</param>
internal sealed record Reference(string Text, double Low, double High)
{
    /// <summary>How far outside a single run may lie.</summary>
    public double Slack { get; init; }

    /// <summary>One value, met to a relative tolerance.</summary>
    /// <param name="value">The value.</param>
    /// <param name="tolerance">The relative tolerance.</param>
    /// <param name="format">How it is written.</param>
    public static Reference Of(double value, double tolerance = 1e-6, string format = "G6") =>
        new(value.ToString(format), value - (Math.Abs(value) * tolerance), value + (Math.Abs(value) * tolerance));

    /// <summary>
    /// The spread of several runs. One run of another generator agrees within the spread and once more its width on
    /// either side.
    /// </summary>
    /// <param name="low">The least.</param>
    /// <param name="high">The most.</param>
    /// <param name="format">How they are written.</param>
    public static Reference Spread(double low, double high, string format = "G4") =>
        new($"{low.ToString(format)} to {high.ToString(format)}", low, high) { Slack = high - low };

    /// <summary>Whether a number agrees.</summary>
    /// <param name="value">The number.</param>
    public bool Holds(double value) => value >= Low - Slack && value <= High + Slack;
}
