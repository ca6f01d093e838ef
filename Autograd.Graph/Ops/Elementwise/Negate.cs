using System.Collections.Immutable;

namespace Autograd.Graph
{
    public sealed partial class Expr
    {
        /// <summary>−a.</summary>
        /// <param name="a">The operand.</param>
        public static Expr operator -(Expr a) => Apply(new Ops.Negate(), a);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = −x; dy = −dx.</summary>
    public sealed record Negate : Unary<Negate.Definition>
    {
        /// <inheritdoc/>
        public override Notation? Notation => new("-", 4, "−");

        /// <inheritdoc/>
        public override bool IsLinear => true;

        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => -1.0;

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => -cotangent;

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => -tangent;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Negate(x);
        }
    }
}
