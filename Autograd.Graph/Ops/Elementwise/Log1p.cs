namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>log(1 + x), accurate near 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Log1p(this Expr x) => Expr.Apply(new Ops.Log1p(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = ln(1 + x) for x &gt; −1, accurate near 0; dy = dx / (1 + x).</summary>
    public sealed record Log1p : Unary<Log1p.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => 1 / (1 + x);

        /// <inheritdoc/>
        public override Domain DomainOf(int input) => Domain.Positive with { Smallest = 0 };

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Log1p(x);
        }
    }
}
