using System.Collections.Immutable;
using Autograd.Examples.Charts;

namespace Autograd.Examples.Harness;

/// <summary>What an experiment found.</summary>
/// <param name="Conclusion">What a reader should take home, in a sentence or two.</param>
internal sealed record Findings(string Conclusion)
{
    /// <summary>Numbers, those of the book beside them.</summary>
    public ImmutableArray<Figure> Figures { get; init; } = [];

    /// <summary>Tables of text.</summary>
    public ImmutableArray<Table> Tables { get; init; } = [];

    /// <summary>Pictures, each for a file of its own.</summary>
    public ImmutableArray<Plate> Plates { get; init; } = [];

    /// <summary>The weights that were learnt, where weights are what a reader may want to keep.</summary>
    public TrainedWeights? Weights { get; init; }

    /// <summary>The outcome in one line, of an experiment that is brief.</summary>
    public string Result { get; init; } = "";

    /// <summary>Numbers about the run itself, e.g. <c>trainingSeconds</c>: for programs.</summary>
    public ImmutableArray<(string Name, double Value)> Measurements { get; init; } = [];

    /// <summary>What ended the work before its end; what was learnt until then is worth keeping.</summary>
    public Exception? Failure { get; init; }
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

/// <summary>What has been found on the way, e.g. at the end of an epoch.</summary>
/// <param name="About">What it is about, in one word for programs, e.g. <c>epoch</c>.</param>
/// <param name="Text">The same for people: a line.</param>
/// <param name="Values">Numbers and their names, for programs.</param>
internal sealed record Note(string About, string Text, ImmutableArray<(string Name, double Value)> Values);
