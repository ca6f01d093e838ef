using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Properties.Graph.Numerics;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// The first and second derivative of a scalar graph along a direction, by duals of duals: no rule of the library takes
/// part.
/// </summary>
internal static class ExactDerivatives
{
    /// <summary>The derivatives in a number system.</summary>
    /// <param name="scalar">The graph.</param>
    /// <param name="bindings">A value of double for each variable.</param>
    /// <param name="varying">The variables that move.</param>
    /// <param name="direction">How each of them moves.</param>
    public static (T First, T Second) Along<T, TNumbers>(
        Expr scalar, (Expr Variable, Tensor Value)[] bindings, ImmutableArray<Expr> varying,
        ValueList<Tensor<double>> direction)
        where TNumbers : struct, INumberSystem<T>
    {
        Tensor Moving((Expr Variable, Tensor Value) binding)
        {
            var at = varying.IndexOf(binding.Variable);
            if (at < 0 || binding.Value is not Tensor<double> x) return binding.Value;
            return Tensor.Generate(x.Shape, i =>
            {
                var (value, slope) = (TNumbers.FromReal(x.Elements[i]), TNumbers.FromReal(direction[at].Elements[i]));
                return new Dual<Dual<T>>(new(value, slope), new(slope, TNumbers.FromReal(0)));
            });
        }

        var y = scalar.EvaluateIn<Dual<Dual<T>>, Duals<Dual<T>, Duals<T, TNumbers>>>(
            [.. bindings.Select(binding => (binding.Variable, Moving(binding)))]).ToScalar();
        return (y.Value.First, y.First.First);
    }
}
