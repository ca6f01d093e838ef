using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A count of steps that does not stall: two numbers, exact over <c>float</c> too, where one would stand still at 2²⁴.
/// </summary>
/// <remarks>The count is exact up to 2⁴⁴ − 1 steps, five years of ten microseconds each, and stays there.</remarks>
/// <param name="Low">The count below a million or so: from 0 to 2²⁰ − 1.</param>
/// <param name="High">How often <see cref="Low"/> was full.</param>
/// <example><code>
/// var steps = StepCount.Of(state.Scalars).Next();   // in Update; Start gives StepCount.Zero.Scalars
/// var mean = state.Moments[0].Zip(gradients, (m, g) => m + (g - m) / steps.Value);
/// </code></example>
[ParameterRecord]
public sealed partial record StepCount(Expr Low, Expr High)
{
    private const int Full = 1 << 20;
    private const int MostHigh = (1 << 24) - 1;

    /// <summary>No step.</summary>
    public static StepCount Zero { get; } = From(0);

    /// <summary>The two numbers, as an <see cref="OptimizerState{TModel}"/> keeps them.</summary>
    public ImmutableArray<Expr> Scalars => [Low, High];

    /// <summary>
    /// The count as one number, rounded as the interpreter's numbers are: exact up to 2²⁴ over <c>float</c>.
    /// </summary>
    public Expr Value => (Full * High) + Low;

    /// <summary>A count as a number.</summary>
    /// <param name="steps">How many steps, from 0 to 2⁴⁴ − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer or more.</exception>
    public static StepCount From(long steps)
    {
        const long Most = ((long)MostHigh * Full) + Full - 1;
        if (steps is < 0 or > Most)
            throw new ArgumentOutOfRangeException(nameof(steps), $"A count of steps is from 0 to {Most}, not {steps}.");
        return new((double)(steps % Full), (double)(steps / Full));
    }

    /// <summary>The count that the first two numbers of a state are.</summary>
    /// <param name="scalars">The <see cref="OptimizerState{TModel}.Scalars"/> of a state that keeps a count in
    /// front.</param>
    /// <exception cref="ArgumentException">There are fewer than two.</exception>
    public static StepCount Of(ImmutableArray<Expr> scalars) => scalars.Length >= 2
        ? new(scalars[0], scalars[1])
        : throw new ArgumentException($"A count of steps is two numbers, but the state has {scalars.Length}.",
            nameof(scalars));

    /// <summary>The count after another step.</summary>
    public StepCount Next()
    {
        var (full, last) = (Low >= Full - 1, High >= MostHigh);
        return new(full.Where(last.Where(Low, 0), Low + 1), High + full.Where(1 - last, 0));
    }
}
