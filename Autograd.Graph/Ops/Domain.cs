namespace Autograd.Graph.Ops;

/// <summary>Where tests sample an input of an op: magnitudes between two bounds, and the signs it takes.</summary>
/// <param name="Smallest">The smallest magnitude.</param>
/// <param name="Largest">The largest magnitude.</param>
/// <param name="Negative">Whether negative numbers belong to it.</param>
public readonly record struct Domain(double Smallest, double Largest, bool Negative = true)
{
    /// <summary>Numbers of either sign, up to 3 in magnitude, zero included.</summary>
    public static Domain Real => new(0, 3);

    /// <summary>Numbers from 0.25 to 3: the domain of a logarithm or a root away from its singularity.</summary>
    public static Domain Positive => new(0.25, 3, Negative: false);

    /// <summary>Numbers of either sign away from 0: what one may divide by.</summary>
    public static Domain NonZero => new(0.5, 3);

    /// <summary>Whether a number lies in the domain.</summary>
    public bool Contains(double value) =>
        Math.Abs(value) >= Smallest && Math.Abs(value) <= Largest && (Negative || value >= 0);
}
