namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>The cosine.</summary>
        /// <param name="x">An angle in radians.</param>
        [InPrelude]
        public static Expr Cos(this Expr x) => Expr.Apply(new Ops.Cos(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = cos x, x in radians; dy = −sin x dx.</summary>
    public sealed record Cos : Unary<Cos.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => -x.Sin();

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Cos(x);
        }
    }
}
