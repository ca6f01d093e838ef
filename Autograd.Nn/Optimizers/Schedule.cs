using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A number that may depend on the step, as a learning rate does: an expression of how many steps were made before.
/// </summary>
/// <remarks>A plain number, or an expression, is the schedule that never changes.</remarks>
public sealed record Schedule
{
    private readonly Func<Expr, Expr> _at;

    private Schedule(Func<Expr, Expr> at, Expr? constant) => (_at, Constant) = (at, constant);

    /// <summary>The number, where it is the same at every step.</summary>
    public Expr? Constant { get; }

    /// <summary>The schedule of an expression of the step: a scalar, 0 at the first.</summary>
    /// <param name="at">From how many steps were made before, a scalar, to the number: a scalar as well.</param>
    /// <exception cref="ShapeException">The expression is not a single number.</exception>
    public static Schedule Of(Func<Expr, Expr> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        var schedule = new Schedule(at, null);
        schedule.At(Prelude.Variable("step"));
        return schedule;
    }

    /// <summary>The number at a step.</summary>
    /// <param name="step">How many steps were made before: a scalar.</param>
    /// <exception cref="ShapeException">The schedule gives more than a single number.</exception>
    public Expr At(Expr step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Single(_at(step));
    }

    /// <summary>A number that never changes.</summary>
    /// <param name="constant">The number: a scalar.</param>
    /// <exception cref="ShapeException">The expression is not a single number.</exception>
    public static Schedule FromExpr(Expr constant)
    {
        ArgumentNullException.ThrowIfNull(constant);
        return new(_ => constant, Single(constant));
    }

    /// <summary>A number that never changes.</summary>
    /// <param name="constant">The number.</param>
    public static Schedule FromDouble(double constant) => FromExpr(constant);

    /// <summary>A number that never changes.</summary>
    public static implicit operator Schedule(double constant) => FromDouble(constant);

    /// <summary>A number that never changes.</summary>
    public static implicit operator Schedule(Expr constant) => FromExpr(constant);

    private static Expr Single(Expr value) => value is { Shape.Rank: 0, Kind: ElementKind.Real }
        ? value
        : throw new ShapeException(
            $"A schedule gives a single number, not {value.Type}; take one of its elements, or the mean.");
}
