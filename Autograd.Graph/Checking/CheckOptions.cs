namespace Autograd.Graph;

/// <summary>How <see cref="Gradients.Check{T}"/> checks.</summary>
public sealed record CheckOptions
{
    /// <summary>The usual: all of up to 200 coordinates, four random directions, second derivatives too.</summary>
    public static CheckOptions Default { get; } = new();

    /// <summary>
    /// Up to how many parameters every coordinate is compared. Of more, see <see cref="SampledCoordinates"/>.
    /// </summary>
    public int AllCoordinates { get; init; } = 200;

    /// <summary>
    /// Where there are too many for all: how many random coordinates of each leaf are compared, beside that of its
    /// largest gradient.
    /// </summary>
    public int SampledCoordinates { get; init; } = 8;

    /// <summary>Along how many random directions, in which all parameters move, everything is compared.</summary>
    public int Directions { get; init; } = 4;

    /// <summary>Whether second derivatives are compared, along the same directions.</summary>
    public bool SecondDerivatives { get; init; } = true;

    /// <summary>
    /// The part of a tolerance that does not depend on size: |a − n| ≤ Absolute + Relative · |n|. Gradients that are
    /// all small shrink it.
    /// </summary>
    public double Absolute { get; init; } = 1e-8;

    /// <summary>The part of a tolerance that is relative to the numerical derivative.</summary>
    public double Relative { get; init; } = 1e-6;

    /// <summary>Where random coordinates, directions and weights come from.</summary>
    public Key Key { get; init; } = Key.From(0);
}
