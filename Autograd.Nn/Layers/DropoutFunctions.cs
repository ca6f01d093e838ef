using System.Runtime.CompilerServices;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Where dropout makes up for the units that it leaves out.</summary>
public enum DropoutForm
{
    /// <summary>In training: what is kept is divided by 1 − ratio, so that inference needs nothing.</summary>
    Inverted,

    /// <summary>
    /// In inference: everything is multiplied by 1 − ratio (<i>Deep Learning from Scratch</i>, section 6.4.3).
    /// </summary>
    Book,
}

/// <summary>Dropout (Srivastava et al. 2014).</summary>
public static class DropoutFunctions
{
    /// <summary>Training: each element is set to zero with a probability, independently of the others.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="ratio">The probability of zero, from 0 up to, but without, 1.</param>
    /// <param name="key">Where the randomness comes from: bits [2], used for nothing else. In a training step it is
    /// different at each step.</param>
    /// <param name="form">Where the kept elements are made up for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not one.</exception>
    public static Expr Dropout(this Expr x, double ratio, Expr key, DropoutForm form = DropoutForm.Inverted)
    {
        ArgumentNullException.ThrowIfNull(x);
        var kept = key.Uniform(x.Shape) >= Checked(ratio);
        return form == DropoutForm.Inverted ? kept.Where(x / (1 - ratio), 0) : kept.Where(x, 0);
    }

    /// <summary>Inference: what dropout comes to on average.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="ratio">The probability of zero in training.</param>
    /// <param name="form">The form used in training.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not one.</exception>
    public static Expr DropoutInference(this Expr x, double ratio, DropoutForm form = DropoutForm.Inverted)
    {
        ArgumentNullException.ThrowIfNull(x);
        var kept = 1 - Checked(ratio);
        return form == DropoutForm.Inverted ? x : x * kept;
    }

    /// <summary>The ratio, if it is one.</summary>
    internal static double Checked(double ratio, [CallerArgumentExpression(nameof(ratio))] string name = "") =>
        ratio is >= 0 and < 1
        ? ratio
        : throw Checks.Refused(name, ratio, "a dropout ratio is a number from 0 up to, but without, 1");
}
