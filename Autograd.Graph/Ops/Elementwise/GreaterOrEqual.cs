namespace Autograd.Graph
{
    public sealed partial class Expr
    {
        /// <summary>1 where a ≥ b, else 0.</summary>
        /// <param name="a">The left side.</param>
        /// <param name="b">The right side.</param>
        public static Expr operator >=(Expr a, Expr b) => Apply(new Ops.GreaterOrEqual(), a, b);

        /// <summary>1 where a ≤ b, else 0.</summary>
        /// <param name="a">The left side.</param>
        /// <param name="b">The right side.</param>
        public static Expr operator <=(Expr a, Expr b) => Apply(new Ops.GreaterOrEqual(), b, a);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = 1 where a ≥ b, else 0 (0 where either is NaN); dy = 0, at the jump too.</summary>
    public sealed record GreaterOrEqual : Binary<GreaterOrEqual.Definition>
    {
        /// <summary>1, or 0 of NaN.</summary>
        internal override Func<T, T>? OfEqualInputs<T, TNumbers>() =>
            x => TNumbers.GreaterOrEqual(TNumbers.Abs(x), TNumbers.FromReal(0));

        /// <inheritdoc/>
        public override Notation? Notation => new(">=", 1);

        /// <inheritdoc/>
        public override bool IsMask => true;

        /// <inheritdoc/>
        public override string? Convention => "the derivative is 0 everywhere, at the jump too";

        /// <inheritdoc/>
        public override Expr? Derivative(int input, Expr a, Expr b, Expr y) => null;

        /// <inheritdoc/>
        public override Expr? Branch(Expr node) => node.Inputs[0] - node.Inputs[1];

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IBinary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.GreaterOrEqual(a, b);
        }
    }
}
