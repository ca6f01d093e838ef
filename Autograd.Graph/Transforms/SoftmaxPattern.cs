using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>Softmax and the sum of exponentials, as the library or a user composes them along any axes.</summary>
internal static class SoftmaxPattern
{
    /// <summary>
    /// For eˣ / Σ eˣ the same with the largest element taken out first; null where it is, and for anything else.
    /// </summary>
    public static Expr? Softmax(Expr node)
    {
        if (Match(node) is not var (x, axes) || IsShifted(x, axes)) return null;
        var powers = Shifted(x, axes).Exp();
        return powers / powers.Sum(axes).KeepAxes(x, axes);
    }

    /// <summary>
    /// The logarithm of a softmax, taken out of it or not, as <see cref="ProbabilityFunctions.LogSoftmax"/> composes
    /// it.
    /// </summary>
    public static Expr? LogSoftmax(Expr softmax)
    {
        if (Match(softmax) is not var (x, axes)) return null;
        var shifted = IsShifted(x, axes) ? x : Shifted(x, axes);
        return shifted - shifted.Exp().Sum(axes).Log().KeepAxes(x, axes);
    }

    /// <summary>The logarithm of Σ eˣ for an x from which the largest element was not taken out.</summary>
    public static Expr? LogSumExp(Expr sum) =>
        PowersOf(sum) is var (x, axes) && !IsShifted(x, axes) ? x.LogSumExp(axes) : null;

    private static (Expr X, int[] Axes)? Match(Expr node)
    {
        if (node.Op is not Divide || node.Inputs[0].Op is not Exp) return null;
        var (powers, spread) = (node.Inputs[0], node.Inputs[1]);
        var sum = spread;
        while (sum.Op is BroadcastTo or Reshape) sum = sum.Inputs[0];
        return PowersOf(sum) is var (x, axes) && sum.Inputs[0] == powers && IsSpread(spread, sum, powers, axes)
            ? (x, axes)
            : null;
    }

    private static (Expr X, int[] Axes)? PowersOf(Expr sum) =>
        sum.Op is Sum { Axes: { Count: > 0 } axes } && sum.Inputs[0].Op is Exp ? (sum.Inputs[0].Inputs[0], [.. axes])
            : null;

    // With the axes kept, or without them where they are the outermost and broadcasting brings them back.
    private static bool IsSpread(Expr spread, Expr sum, Expr powers, int[] axes) =>
        spread == sum.KeepAxes(powers, axes).BroadcastTo(powers.Shape)
        || (axes[^1] == axes.Length - 1 && spread == sum.BroadcastTo(powers.Shape));

    private static Expr Shifted(Expr x, int[] axes) => x - x.Max(axes).StopGradient().KeepAxes(x, axes);

    // Whatever is subtracted, the softmax of the difference is what it is: this says only that it needs no more.
    private static bool IsShifted(Expr x, int[] axes)
    {
        if (x.Op is not Subtract) return false;
        var largest = x.Inputs[1];
        while (largest.Op is BroadcastTo or Reshape or StopGradient or Where)
        {
            largest = largest.Inputs[largest.Op is Where ? 1 : 0];
        }

        return largest.Op is Max max && largest.Inputs[0] == x.Inputs[0] && max.Axes.SequenceEqual(axes);
    }
}
