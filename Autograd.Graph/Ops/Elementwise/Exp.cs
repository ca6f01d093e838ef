namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>eˣ.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Exp(this Expr x) => Expr.Apply(new Ops.Exp(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = eˣ; dy = y dx.</summary>
    public sealed record Exp : Unary<Exp.Definition>
    {
        /// <inheritdoc/>
        public override bool IsNeverNegativeZero => true;

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => y;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Exp(x);
        }
    }
}
