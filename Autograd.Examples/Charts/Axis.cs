using System.Collections.Immutable;

namespace Autograd.Examples.Charts;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What is measured, with its unit.</param>
/// <param name="Scale">How numbers become places.</param>
/// <param name="Min">Where it starts; if null, where the data do.</param>
/// <param name="Max">Where it ends; if null, where the data do.</param>
internal sealed record Axis(string Label, Scale Scale = Scale.Linear, double? Min = null, double? Max = null)
{
    /// <summary>The names of categories, which stand at 0, 1, 2 …; empty for an axis of numbers.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>An axis of categories.</summary>
    /// <param name="label">What the categories are.</param>
    /// <param name="names">Their names, in order.</param>
    public static Axis Of(string label, IEnumerable<string> names) => new(label) { Names = [.. names] };
}

/// <summary>How numbers become places on an axis.</summary>
internal enum Scale
{
    /// <summary>Equal steps for equal differences.</summary>
    Linear,

    /// <summary>Equal steps for equal ratios. Numbers of 0 or less have no place and are left out.</summary>
    Log,
}
