namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>The natural logarithm, for x &gt; 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Log(this Expr x) => Expr.Apply(new Ops.Log(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = ln x for x &gt; 0; dy = dx / x.</summary>
    public sealed record Log : Unary<Log.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => 1 / x;

        /// <inheritdoc/>
        public override Domain DomainOf(int input) => Domain.Positive;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Log(x);
        }
    }
}
