using System.Collections.Immutable;

namespace Autograd.Graph
{
    public sealed partial class Expr
    {
        /// <summary>a + b.</summary>
        /// <param name="a">The left side.</param>
        /// <param name="b">The right side.</param>
        public static Expr operator +(Expr a, Expr b) => Apply(new Ops.Add(), a, b);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = a + b; dy = da + db.</summary>
    public sealed record Add : Binary<Add.Definition>
    {
        /// <inheritdoc/>
        public override Notation? Notation => new("+", 2, "+");

        /// <inheritdoc/>
        public override bool IsLinear => true;

        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

        /// <inheritdoc/>
        public override Expr? Derivative(int input, Expr a, Expr b, Expr y) => 1.0;

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => cotangent;

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => tangent;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IBinary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Add(a, b);
        }
    }
}
