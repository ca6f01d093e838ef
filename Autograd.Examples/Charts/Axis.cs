namespace Autograd.Examples.Charts;

/// <summary>An axis of a chart.</summary>
/// <param name="Label">What is measured, with its unit.</param>
/// <param name="Scale">How numbers become places.</param>
/// <param name="Min">Where it starts; if null, where the data do.</param>
/// <param name="Max">Where it ends; if null, where the data do.</param>
internal sealed record Axis(string Label, Scale Scale = Scale.Linear, double? Min = null, double? Max = null);

/// <summary>How numbers become places on an axis.</summary>
internal enum Scale
{
    /// <summary>Equal steps for equal differences.</summary>
    Linear,

    /// <summary>Equal steps for equal ratios. Numbers of 0 or less have no place and are left out.</summary>
    Log,
}
