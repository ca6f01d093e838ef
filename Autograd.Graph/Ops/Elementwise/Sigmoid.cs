namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>1 / (1 + e⁻ˣ) (<i>Deep Learning from Scratch</i>, eq. 3.6).</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Sigmoid(this Expr x) => Expr.Apply(new Ops.Sigmoid(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = 1 / (1 + e⁻ˣ); dy = y (1 − y) dx.</summary>
    public sealed record Sigmoid : Unary<Sigmoid.Definition>
    {
        /// <inheritdoc/>
        public override bool IsNeverNegativeZero => true;

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => y * (1 - y);

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Sigmoid(x);
        }
    }
}
