namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>max(x, 0); its derivative at 0 is 0 (<i>Deep Learning from Scratch</i>, eq. 3.7).</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Relu(this Expr x) => Expr.Apply(new Ops.Relu(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = max(x, 0); dy = dx where x &gt; 0, else 0: at the kink 0 the derivative is 0.</summary>
    public sealed record Relu : Unary<Relu.Definition>
    {
        /// <inheritdoc/>
        public override bool IsNeverNegativeZero => true;

        /// <inheritdoc/>
        public override string? Convention => "the derivative at 0 is 0";

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => x > 0;

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => (node.Inputs[0] > 0).Where(cotangent, 0);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => (node.Inputs[0] > 0).Where(tangent, 0);

        /// <inheritdoc/>
        public override Expr? Branch(Expr node) => node.Inputs[0];

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Maximum(x, TNumbers.FromReal(0));
        }
    }
}
