namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>The hyperbolic tangent.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Tanh(this Expr x) => Expr.Apply(new Ops.Tanh(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = tanh x; dy = (1 − y²) dx.</summary>
    public sealed record Tanh : Unary<Tanh.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => 1 - y.Square();

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Tanh(x);
        }
    }
}
