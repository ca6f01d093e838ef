namespace Autograd.Graph;

/// <summary>
/// Functions that join elements along axes: the named ones, or all when none is named. Negative axes count from the
/// innermost. Those of one op stand in its file under Ops/Reductions.
/// </summary>
public static partial class ReductionFunctions
{
    /// <summary>The smallest along axes; equal ones share the gradient.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all of them when none is named.</param>
    public static Expr Min(this Expr x, params int[] axes) => Refusals.Named(nameof(Min), [x], () => -(-x).Max(axes));

    /// <summary>The arithmetic mean along axes.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all of them when none is named.</param>
    [InPrelude]
    public static Expr Mean(this Expr x, params int[] axes) => Refusals.Named(nameof(Mean), [x], () =>
    {
        var sum = x.Sum(axes);
        return sum / (x.Shape.Size / (double)Math.Max(1, sum.Shape.Size));
    });

    /// <summary>The mean squared distance from the mean along axes (divided by n, as NumPy's <c>var</c>).</summary>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all of them when none is named.</param>
    public static Expr Variance(this Expr x, params int[] axes) =>
        Refusals.Named(nameof(Variance), [x], () => (x - x.Mean(axes).KeepAxes(x, axes)).Square().Mean(axes));

    /// <summary>The sum of absolute values along axes.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all of them when none is named.</param>
    public static Expr L1Norm(this Expr x, params int[] axes) =>
        Refusals.Named(nameof(L1Norm), [x], () => x.Abs().Sum(axes));

    /// <summary>The root of the sum of squares along axes.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all of them when none is named.</param>
    public static Expr L2Norm(this Expr x, params int[] axes) =>
        Refusals.Named(nameof(L2Norm), [x], () => x.Square().Sum(axes).Sqrt());

    /// <summary>The largest absolute value along axes.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all of them when none is named.</param>
    public static Expr LInfinityNorm(this Expr x, params int[] axes) =>
        Refusals.Named(nameof(LInfinityNorm), [x], () => x.Abs().Max(axes));

    /// <summary>
    /// log Σ eˣ along axes, without overflow: the largest element is taken out first. +∞ where an element is, −∞ where
    /// all are.
    /// </summary>
    /// <remarks>
    /// Where all are −∞, no element has a share in the sum: the derivative is 0 there, of every order.
    /// </remarks>
    /// <param name="x">The elements.</param>
    /// <param name="axes">The axes; all when none is named.</param>
    public static Expr LogSumExp(this Expr x, params int[] axes) => Refusals.Named(nameof(LogSumExp), [x], () =>
    {
        // An infinite largest element stays in, for ∞ − ∞ is NaN; m − m is 0 where m is finite.
        var m = x.Max(axes);
        var largest = (m - m).EqualTo(0).Where(m, 0).StopGradient();
        var sum = (x - largest.KeepAxes(x, axes)).Exp().Sum(axes);
        return largest + sum.EqualTo(0).Where(double.NegativeInfinity, sum.Log());
    });

    /// <summary>
    /// A result of reducing x along axes, with these axes of length 1 again, so that it broadcasts against x.
    /// </summary>
    /// <param name="reduced">The result.</param>
    /// <param name="x">What was reduced.</param>
    /// <param name="axes">The axes along which it was reduced; all of them when none is named.</param>
    public static Expr KeepAxes(this Expr reduced, Expr x, params int[] axes)
    {
        ArgumentNullException.ThrowIfNull(reduced);
        return Refusals.Named(nameof(KeepAxes), [reduced, x],
            () => reduced.Reshape(x.Shape.Keeping(x.ExpectAxes(nameof(KeepAxes), axes))));
    }
}
