namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>
        /// The error function, 2/√π times the integral of e^(−t²) from 0 to x: 2Φ(x√2) − 1 for the normal distribution
        /// Φ.
        /// </summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Erf(this Expr x) => Expr.Apply(new Ops.Erf(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = erf x; dy = 2/√π · e^(−x²) dx.</summary>
    public sealed record Erf : Unary<Erf.Definition>
    {
        private const double TwoOverRootPi = 1.1283791670955126;

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y)
        {
            ArgumentNullException.ThrowIfNull(x);
            return TwoOverRootPi * (-x.Square()).Exp();
        }

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Erf(x);
        }
    }
}
