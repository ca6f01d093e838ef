namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>eˣ − 1, accurate near 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Expm1(this Expr x) => Expr.Apply(new Ops.Expm1(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = eˣ − 1, accurate near 0; dy = eˣ dx, written y + 1.</summary>
    public sealed record Expm1 : Unary<Expm1.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => y + 1;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Expm1(x);
        }
    }
}
