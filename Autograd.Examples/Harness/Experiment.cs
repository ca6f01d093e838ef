using System.Collections.Immutable;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>
/// An experiment of the book: a pure function from its settings to what it finds. The harness does the rest.
/// </summary>
/// <param name="Name">Its command, e.g. <c>gates</c>.</param>
/// <param name="Summary">What it shows, in one line.</param>
/// <param name="Section">Where <i>Deep Learning from Scratch</i> (or the notes) has it.</param>
/// <param name="Source">Its folder in the repository.</param>
/// <param name="Run">What it does.</param>
/// <param name="Settings">The options that it has beside the common ones.</param>
internal sealed record Experiment(string Name, string Summary, string Section, string Source, Func<Lab, Findings> Run,
    params ImmutableArray<Setting> Settings)
{
    /// <summary>The command lines, after its name, in which the book does it; empty for once, as it is.</summary>
    public ImmutableArray<ImmutableArray<string>> Variants { get; init; } = [];

    /// <summary>
    /// Refuses settings that make no sense together, or with the data, by a <see cref="ProgramException"/>: before
    /// anything is shown or made.
    /// </summary>
    public Action<Lab> Check { get; init; } = _ => { };

    /// <summary>
    /// Whether the text of a run is what was found on the way and one line at the end (<see cref="Findings.Result"/>),
    /// without tables and captions.
    /// </summary>
    public bool IsBrief { get; init; }

    /// <summary>
    /// The command lines, after its name, by which `book` does it: once as it is, or in several of the book's settings.
    /// </summary>
    public ImmutableArray<ImmutableArray<string>> BookRuns => Variants.IsEmpty ? [[]] : Variants;
}
