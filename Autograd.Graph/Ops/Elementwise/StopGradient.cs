namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>x as a constant: no gradient passes.</summary>
        /// <param name="x">What counts as constant.</param>
        public static Expr StopGradient(this Expr x) => Expr.Apply(new Ops.StopGradient(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = x, but dy = 0: what lies below counts as constant.</summary>
    public sealed record StopGradient : Unary<StopGradient.Definition>
    {
        /// <inheritdoc/>
        public override string? Convention => "the derivative is 0 by definition";

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => null;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => x;
        }
    }
}
