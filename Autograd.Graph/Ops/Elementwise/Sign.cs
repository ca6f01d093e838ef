namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>−1, 0 or 1; its derivative is 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Sign(this Expr x) => Expr.Apply(new Ops.Sign(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = −1, 0 or 1 as x is negative, zero or positive (NaN stays NaN); dy = 0, at the jump 0 too.</summary>
    public sealed record Sign : Unary<Sign.Definition>
    {
        /// <inheritdoc/>
        public override string? Convention => "the derivative is 0 everywhere, at the jump too";

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => null;

        /// <inheritdoc/>
        public override Expr? Branch(Expr node) => node.Inputs[0];

        /// <summary>
        /// Sign of one element: chosen between numbers, so that bounds are those of the choices; 0 · NaN stays NaN.
        /// </summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T>
            {
                var zero = TNumbers.FromReal(0);
                var neither = TNumbers.Add(TNumbers.Multiply(x, zero), zero);
                var negative = TNumbers.Select(TNumbers.Greater(zero, x), TNumbers.FromReal(-1), neither);
                return TNumbers.Select(TNumbers.Greater(x, zero), TNumbers.FromReal(1), negative);
            }
        }
    }
}
