namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>|x|; its derivative at 0 is 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Abs(this Expr x) => Expr.Apply(new Ops.Abs(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = |x|; dy = sign(x) dx: at the kink 0 the derivative is 0.</summary>
    public sealed record Abs : Unary<Abs.Definition>
    {
        /// <inheritdoc/>
        public override bool IsNeverNegativeZero => true;

        /// <inheritdoc/>
        public override string? Convention => "the derivative at 0 is 0";

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => x.Sign();

        /// <inheritdoc/>
        public override Expr? Branch(Expr node) => node.Inputs[0];

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Abs(x);
        }
    }
}
