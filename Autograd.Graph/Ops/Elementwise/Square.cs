namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>x².</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Square(this Expr x) => Expr.Apply(new Ops.Square(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = x²; dy = 2x dx.</summary>
    public sealed record Square : Unary<Square.Definition>
    {
        /// <summary>x² is never negative.</summary>
        internal override Func<T, T>? OfEqualInputs<T, TNumbers>() =>
            x => TNumbers.Multiply(TNumbers.Abs(x), TNumbers.Abs(x));

        /// <inheritdoc/>
        public override bool IsNeverNegativeZero => true;

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => 2 * x;

        /// <summary>x · x.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Multiply(x, x);
        }
    }
}
