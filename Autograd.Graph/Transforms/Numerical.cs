using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>
/// Derivatives by differences, as the notes introduce them: slow and inexact, but independent of every rule.
/// </summary>
public static class Numerical
{
    /// <summary>The book's step.</summary>
    public const double DefaultStep = 1e-4;

    /// <summary>(f(x + h) − f(x)) / h, with an error of order h (<i>Deep Learning from Scratch</i>, eq. 4.4).</summary>
    public static double ForwardDifference(Func<double, double> f, double x, double h = DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (f(x + h) - f(x)) / h;
    }

    /// <summary>
    /// (f(x + h) − f(x − h)) / 2h, with an error of order h² (<i>Deep Learning from Scratch</i>, section 4.3.1).
    /// </summary>
    /// <example><code>
    /// Numerical.CentralDifference(x => 0.01 * x * x + 0.1 * x, 5)   // 0.1999999999990898
    /// </code></example>
    public static double CentralDifference(Func<double, double> f, double x, double h = DefaultStep)
    {
        ArgumentNullException.ThrowIfNull(f);
        return (f(x + h) - f(x - h)) / (2 * h);
    }

    /// <summary>The gradient by a central difference in each coordinate: two calls of f for each.</summary>
    public static ImmutableArray<double> Gradient(
        Func<ImmutableArray<double>, double> f, ImmutableArray<double> x, double h = DefaultStep) =>
        [.. x.Select((_, i) => CentralDifference(xi => f(x.SetItem(i, xi)), x[i], h))];

    /// <summary>
    /// The gradient of a scalar graph by a central difference in each coordinate of one of its variables.
    /// </summary>
    /// <param name="scalar">The graph.</param>
    /// <param name="variable">The variable to differentiate with respect to.</param>
    /// <param name="h">The step.</param>
    /// <param name="bindings">A value for each variable, that one included.</param>
    public static Tensor<double> NumericalGradient(
        this Expr scalar, Expr variable, double h, params (Expr Variable, Tensor Value)[] bindings)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var at = Array.FindIndex(bindings, binding => binding.Variable == variable);
        if (at < 0)
        {
            throw new ArgumentException($"The variable {variable} has no value among the bindings.", nameof(bindings));
        }

        var x = (Tensor<double>)bindings[at].Value.In<double, Numerics.Real<double>>();
        double Value(ImmutableArray<double> elements) =>
            scalar.Evaluate<double>([.. bindings.Select(
                (binding, i) => i == at ? (variable, Tensor.Of(x.Shape, elements)) : binding)]).ToScalar();
        return Tensor.Of(x.Shape, Gradient(Value, x.Elements, h));
    }
}
