using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>A number that may depend on the step, as a learning rate does: an expression of how many steps were made before.</summary>
/// <remarks>A plain number, or an expression, is the schedule that never changes.</remarks>
public sealed record Schedule
{
    private readonly Func<Expr, Expr> _at;

    private Schedule(Func<Expr, Expr> at, Expr? constant) => (_at, Constant) = (at, constant);

    /// <summary>The number, where it is the same at every step.</summary>
    public Expr? Constant { get; }

    /// <summary>The schedule of an expression of the step: a scalar, 0 at the first.</summary>
    public static Schedule Of(Func<Expr, Expr> at)
    {
        ArgumentNullException.ThrowIfNull(at);
        return new(at, null);
    }

    /// <summary>The number at a step.</summary>
    /// <param name="step">How many steps were made before: a scalar.</param>
    public Expr At(Expr step) => _at(step);

    /// <summary>A number that never changes.</summary>
    public static Schedule FromExpr(Expr constant)
    {
        ArgumentNullException.ThrowIfNull(constant);
        return constant.Shape.Rank == 0
            ? new(_ => constant, constant)
            : throw new ShapeException($"A schedule gives a single number, not {constant.Type}.");
    }

    /// <summary>A number that never changes.</summary>
    public static Schedule FromDouble(double constant) => FromExpr(constant);

    /// <summary>A number that never changes.</summary>
    public static implicit operator Schedule(double constant) => FromDouble(constant);

    /// <summary>A number that never changes.</summary>
    public static implicit operator Schedule(Expr constant) => FromExpr(constant);
}
