using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Softmax and the losses of classification and regression. Scores (logits) are [n, classes], one row an example.
/// </summary>
public static class ProbabilityFunctions
{
    /// <summary>eˣ / Σ eˣ along an axis (<i>Deep Learning from Scratch</i>, eq. 3.10), without overflow.</summary>
    public static Expr Softmax(this Expr x, int axis = -1) => Refusals.Named(nameof(Softmax), [x], () =>
    {
        var powers = (x - x.Max(axis).StopGradient().KeepAxes(x, axis)).Exp();
        return powers / powers.Sum(axis).KeepAxes(x, axis);
    });

    /// <summary>log softmax along an axis, without overflow or the loss of small probabilities.</summary>
    public static Expr LogSoftmax(this Expr x, int axis = -1) => Refusals.Named(nameof(LogSoftmax), [x], () =>
    {
        var shifted = x - x.Max(axis).StopGradient().KeepAxes(x, axis);
        return shifted - shifted.Exp().Sum(axis).Log().KeepAxes(x, axis);
    });

    /// <summary>
    /// The mean over rows of −Σ t log y, for probabilities y (<i>Deep Learning from Scratch</i>, eq. 4.3); 0 · log 0
    /// counts as 0.
    /// </summary>
    /// <param name="y">Probabilities, [n, classes] or one row [classes].</param>
    /// <param name="t">Labels [n] (or one label) as indices, or one-hot rows of y's shape.</param>
    /// <exception cref="ShapeException">The targets do not fit the probabilities.</exception>
    public static Expr CrossEntropy(this Expr y, Expr t) =>
        Refusals.Named(nameof(CrossEntropy), [y, t],
            () => MeanOverRows(-Weighted(Targets(nameof(CrossEntropy), t, y), t, y.Log())));

    /// <summary>
    /// The cross-entropy of softmax(scores), from the scores; its gradient is (softmax(scores) − t) / n.
    /// </summary>
    /// <param name="scores">Scores before softmax, [n, classes] or one row [classes].</param>
    /// <param name="t">Labels [n] (or one label) as indices, or one-hot rows of the scores' shape.</param>
    /// <exception cref="ShapeException">The targets do not fit the scores.</exception>
    public static Expr SoftmaxCrossEntropy(this Expr scores, Expr t) =>
        Refusals.Named(nameof(SoftmaxCrossEntropy), [scores, t],
            () => MeanOverRows(-Weighted(Targets(nameof(SoftmaxCrossEntropy), t, scores), t, scores.LogSoftmax())));

    /// <summary>½ Σ (y − t)² over all elements (<i>Deep Learning from Scratch</i>, eq. 4.1).</summary>
    /// <param name="y">Outputs, of any shape.</param>
    /// <param name="t">Targets of the same shape, or one number for all.</param>
    /// <exception cref="ShapeException">The shapes differ: nothing is broadcast, as [n, 1] and [n] would give n²
    /// differences.</exception>
    public static Expr SumOfSquaredErrors(this Expr y, Expr t)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(t);
        if (t.Kind != ElementKind.Real)
            throw ShapeException.For(nameof(SumOfSquaredErrors), [y, t], $"the targets hold {t.Kind} elements, not "
                + $"real numbers", "convert labels with OneHot(classes) or ToReal()");
        return y.Shape == t.Shape || t.Shape.Rank == 0
            ? Refusals.Named(nameof(SumOfSquaredErrors), [y, t], () => 0.5 * (y - t).Square().Sum())
            : throw ShapeException.For(
                nameof(SumOfSquaredErrors), [y, t], $"the targets {t.Shape} are not of the outputs' shape {y.Shape}",
                $"give targets of the shape {y.Shape}, e.g. with Reshape({y.Shape}), or one number");
    }

    // One name, so that the cross-entropy of a softmax and SoftmaxCrossEntropy share their labels' rows.
    private const string Family = "Cross-entropy";

    // An index chooses its logarithm. Weights multiply, but for 0 · −∞; elsewhere a weight of 0 has a derivative too.
    private static Expr Weighted(Expr targets, Expr t, Expr logs) =>
        t.Kind == ElementKind.Index
            ? targets.Where(logs, 0)
            : (targets.EqualTo(0) * logs.EqualTo(double.NegativeInfinity)).Where(0, targets * logs);

    private static Expr Targets(string loss, Expr t, Expr y)
    {
        ArgumentNullException.ThrowIfNull(t);
        ArgumentNullException.ThrowIfNull(y);
        if (y.Shape.Rank is not (1 or 2))
            throw ShapeException.For(
                loss, [y, t], $"{y.Shape} is not rows of classes", "give [n, classes], or [classes] for one example");
        var targets = t.Kind == ElementKind.Index ? Expr.Apply(new OneHot(y.Shape[-1]) { Caller = Family }, t) : t;
        return targets.Shape == y.Shape
            ? targets
            : throw ShapeException.For(
                loss,
                [y, t],
                $"the targets {t.Type} do not fit the outputs {y.Shape}",
                $"give one label for each row, {LabelsOf(y)}, or one-hot rows {y.Shape}");
    }

    private static TensorType LabelsOf(Expr y) => new(Shape.Of(y.Shape.Axes.AsSpan()[..^1]), ElementKind.Index);

    private static Expr MeanOverRows(Expr terms) => terms.Shape.Rank == 1 ? terms.Sum() : terms.Sum(-1).Mean();
}
