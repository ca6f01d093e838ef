namespace Autograd.Graph.Checking;

/// <summary>How far two derivatives may be apart: |a − n| ≤ Absolute + Relative · |n|.</summary>
/// <param name="Absolute">Whatever the size.</param>
/// <param name="Relative">In parts of the size.</param>
internal readonly record struct Tolerance(double Absolute, double Relative)
{
    public double Of(double size) => Absolute + (Relative * Math.Abs(size));

    /// <summary>A part of it.</summary>
    public Tolerance Times(double factor) => new(factor * Absolute, factor * Relative);

    /// <summary>That of a derivative along a direction, which adds up what its coordinates may be apart by.</summary>
    public Tolerance Along(double scale) => this with { Absolute = Absolute + (0.1 * Relative * scale) };

    /// <summary>What follows from a derivative and the differences beside it.</summary>
    public Verdict Compare(double analytic, Slope numerical)
    {
        var (allowed, apart) = (Of(numerical.Value), Math.Abs(analytic - numerical.Value));
        if (apart <= allowed && numerical.Error <= allowed) return Verdict.Agrees;

        // Differences whose own error is larger than what is looked for decide nothing.
        return !double.IsFinite(numerical.Error) || apart <= allowed + (10 * numerical.Error) ? Verdict.Undecided
            : Verdict.Differs;
    }
}
