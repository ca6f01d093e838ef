using System.Numerics;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using Autograd.Properties.Graph.Numerics;
using Autograd.Properties.Mutants;

namespace Autograd.Properties.Shared;

/// <summary>
/// Derivatives that use no derivative rule of the library: jets, and differences with Richardson's extrapolation.
/// </summary>
internal static class Oracles
{
    private const double Step = 2e-3;

    /// <summary>
    /// The graph with everything below a StopGradient held at its value, which is what a StopGradient means.
    /// </summary>
    public static Expr Frozen(Expr root, (Expr Variable, Tensor Value)[] bindings) =>
        Rewriter.Rewrite([root], node => node.Op is StopGradient or Mutated { Inner: StopGradient }
            ? (Expr)node.Evaluate<double>(bindings)
            : node)[0];

    /// <summary>The value of a graph and its first two derivatives along a line.</summary>
    public static Tensor<Jet> AlongLine(Expr frozen, (Expr Variable, Tensor Value)[] bindings,
        ValueList<Expr> variables, ValueList<Tensor<double>> direction) =>
        frozen.EvaluateIn<Jet, Jets>([.. bindings.Select(binding =>
        {
            var at = variables.Items.IndexOf(binding.Variable);
            return at < 0 || binding.Value is not Tensor<double> value
                ? binding
                : (binding.Variable,
                    (Tensor)Tensor.Generate(value.Shape, i => new Jet(value.Elements[i], direction[at].Elements[i])));
        })]);

    /// <summary>
    /// The derivative of a scalar along a direction by a complex step, which loses no digits to a difference.
    /// </summary>
    public static double ComplexStep(Expr frozen, (Expr Variable, Tensor Value)[] bindings, ValueList<Expr> variables,
        ValueList<Tensor<double>> direction)
    {
        const double Small = 1e-30;
        return frozen.Evaluate<Complex>([.. bindings.Select(binding =>
        {
            var at = variables.Items.IndexOf(binding.Variable);
            return at < 0 || binding.Value is not Tensor<double> value
                ? binding
                : (binding.Variable, (Tensor)Tensor.Generate(
                    value.Shape, i => new Complex(value.Elements[i], Small * direction[at].Elements[i])));
        })]).ToScalar().Imaginary / Small;
    }

    /// <summary>The gradient of a scalar by extrapolated central differences in every coordinate.</summary>
    public static Tensor<double> Differences(Expr frozen, Expr variable, (Expr Variable, Tensor Value)[] bindings)
    {
        var coarse = frozen.NumericalGradient(variable, Step, bindings).Elements;
        var fine = frozen.NumericalGradient(variable, Step / 2, bindings).Elements;
        return Tensor.Generate(variable.Shape, i => ((4 * fine[i]) - coarse[i]) / 3);
    }
}
