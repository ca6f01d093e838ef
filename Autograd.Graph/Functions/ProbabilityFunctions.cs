namespace Autograd.Graph;

/// <summary>Softmax and the losses of classification and regression. Scores (logits) are [n, classes], one row an example.</summary>
public static class ProbabilityFunctions
{
    /// <summary>eˣ / Σ eˣ along an axis (<i>Deep Learning from Scratch</i>, eq. 3.10), without overflow.</summary>
    public static Expr Softmax(this Expr x, int axis = -1)
    {
        var powers = (x - x.Max(axis).StopGradient().KeepAxes(x, axis)).Exp();
        return powers / powers.Sum(axis).KeepAxes(x, axis);
    }

    /// <summary>log softmax along an axis, without overflow or the loss of small probabilities.</summary>
    public static Expr LogSoftmax(this Expr x, int axis = -1)
    {
        var shifted = x - x.Max(axis).StopGradient().KeepAxes(x, axis);
        return shifted - shifted.Exp().Sum(axis).Log().KeepAxes(x, axis);
    }

    /// <summary>The mean over rows of −Σ t log y, for probabilities y (<i>Deep Learning from Scratch</i>, eq. 4.3); 0 · log 0 counts as 0.</summary>
    /// <param name="y">Probabilities, [n, classes] or one row [classes].</param>
    /// <param name="t">Labels [n] (or one label) as indices, or one-hot rows of y's shape.</param>
    public static Expr CrossEntropy(this Expr y, Expr t) => MeanOverRows(-Weighted(t, y, y.Log()));

    /// <summary>The cross-entropy of softmax(scores), from the scores; its gradient is (softmax(scores) − t) / n.</summary>
    /// <param name="scores">Scores before softmax, [n, classes] or one row [classes].</param>
    /// <param name="t">Labels [n] (or one label) as indices, or one-hot rows of the scores' shape.</param>
    public static Expr SoftmaxCrossEntropy(this Expr scores, Expr t) => MeanOverRows(-Weighted(t, scores, scores.LogSoftmax()));

    /// <summary>½ Σ (y − t)² over all elements (<i>Deep Learning from Scratch</i>, eq. 4.1).</summary>
    public static Expr SumOfSquaredErrors(this Expr y, Expr t) => 0.5 * (y - t).Square().Sum();

    // An index chooses its logarithm. Weights multiply, but for 0 · −∞; elsewhere a weight of 0 has a derivative too.
    private static Expr Weighted(Expr t, Expr y, Expr logs)
    {
        var targets = Targets(t, y);
        return t.Kind == ElementKind.Index
            ? targets.Where(logs, 0)
            : (targets.EqualTo(0) * logs.EqualTo(double.NegativeInfinity)).Where(0, targets * logs);
    }

    private static Expr Targets(Expr t, Expr y)
    {
        ArgumentNullException.ThrowIfNull(t);
        ArgumentNullException.ThrowIfNull(y);
        if (y.Shape.Rank is not (1 or 2)) throw ShapeException.For("CrossEntropy", [y, t], $"{y.Shape} is not rows of classes", "give [n, classes], or [classes] for one example");
        var targets = t.Kind == ElementKind.Index ? t.OneHot(y.Shape[-1]) : t;
        return targets.Shape == y.Shape
            ? targets
            : throw ShapeException.For("CrossEntropy", [y, t], $"the targets {t.Shape} do not fit the outputs {y.Shape}", "give one label for each row (int elements), or one-hot rows of the outputs' shape");
    }

    private static Expr MeanOverRows(Expr terms) => terms.Shape.Rank == 1 ? terms.Sum() : terms.Sum(-1).Mean();
}
