namespace Autograd.Graph;

/// <summary>A gradient that differs from differences, or that could not be compared with any.</summary>
/// <param name="report">What was found.</param>
public sealed class GradientException(GradientReport report) : Exception(report?.ToString())
{
    /// <summary>What was found.</summary>
    public GradientReport Report { get; } = report!;
}
