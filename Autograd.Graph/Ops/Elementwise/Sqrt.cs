namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>√x, for x &gt; 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Sqrt(this Expr x) => Expr.Apply(new Ops.Sqrt(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = √x for x &gt; 0; dy = dx / 2y.</summary>
    public sealed record Sqrt : Unary<Sqrt.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => 0.5 / y;

        /// <inheritdoc/>
        public override Domain DomainOf(int input) => Domain.Positive;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Sqrt(x);
        }
    }
}
