namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>The sine.</summary>
        /// <param name="x">An angle in radians.</param>
        [InPrelude]
        public static Expr Sin(this Expr x) => Expr.Apply(new Ops.Sin(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = sin x, x in radians; dy = cos x dx.</summary>
    public sealed record Sin : Unary<Sin.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => x.Cos();

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Sin(x);
        }
    }
}
