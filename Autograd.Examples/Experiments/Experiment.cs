using System.Collections.Immutable;

namespace Autograd.Examples.Experiments;

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
    /// Refuses settings that make no sense together, or with the data, by an <see cref="ExperimentException"/>: before
    /// anything is shown or made.
    /// </summary>
    public Action<Lab> Check { get; init; } = _ => { };
}
