using System.Collections.Immutable;
using Autograd.Examples.Charts;

namespace Autograd.Examples.Experiments;

/// <summary>What an experiment found.</summary>
/// <param name="Conclusion">What a reader should take home, in a sentence or two.</param>
internal sealed record Findings(string Conclusion)
{
    /// <summary>Numbers, those of the book beside them.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];

    /// <summary>Tables of text.</summary>
    public ImmutableArray<Table> Tables { get; init; } = [];

    /// <summary>The SHA-256 of the weights that were learnt, where it is they that were looked for.</summary>
    public string? WeightsSha256 { get; init; }

    /// <summary>Pictures, each for a file of its own.</summary>
    public ImmutableArray<Plate> Plates { get; init; } = [];
}

/// <summary>A number that was found.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Value">The number.</param>
/// <param name="Book">What the book's own code gives, if it does.</param>
/// <param name="Format">How it is written.</param>
internal sealed record Figure(string Name, double Value, Reference? Book = null, string Format = "G6")
{
    /// <summary>The number as it is written.</summary>
    public string Text => Value.ToString(Format, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How many figures there are that the book has as well, and how many of them agree.</summary>
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
    /// <summary>One value, met to a relative tolerance.</summary>
    public static Reference Of(double value, double tolerance = 1e-6, string format = "G6") =>
        new(value.ToString(format), value - (Math.Abs(value) * tolerance), value + (Math.Abs(value) * tolerance));

    /// <summary>
    /// The spread of several runs. One run of another generator agrees within the spread and once more its width on
    /// either side.
    /// </summary>
    public static Reference Spread(double low, double high, string format = "G4") =>
        new($"{low.ToString(format)} to {high.ToString(format)}", low, high) { Slack = high - low };

    /// <summary>How far outside a single run may lie.</summary>
    public double Slack { get; init; }

    /// <summary>Whether a number agrees.</summary>
    public bool Holds(double value) => value >= Low - Slack && value <= High + Slack;
}

/// <summary>A table of text; the first column names the rows.</summary>
/// <param name="Title">One line above it.</param>
/// <param name="Header">The names of the columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record Table(string Title, ImmutableArray<string> Header, ImmutableArray<ImmutableArray<string>> Rows);

/// <summary>A picture for a file.</summary>
/// <param name="File">The name of the file without folder and extension, e.g. <c>optimizers-trajectories</c>.</param>
/// <param name="Caption">What to see in it, in a sentence.</param>
/// <param name="Picture">The picture.</param>
internal sealed record Plate(string File, string Caption, Picture Picture);
