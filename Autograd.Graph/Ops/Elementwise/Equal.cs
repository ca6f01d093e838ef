namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>1 where a = b, else 0. (<c>==</c> asks whether two expressions are the same node.)</summary>
        /// <param name="a">The left side.</param>
        /// <param name="b">The right side.</param>
        public static Expr EqualTo(this Expr a, Expr b) =>
            Refusals.Named(nameof(EqualTo), [a, b], () => Expr.Apply(new Ops.Equal(), a, b));
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = 1 where a = b, else 0 (0 where either is NaN); dy = 0, at the jump too.</summary>
    public sealed record Equal : Binary<Equal.Definition>
    {
        /// <summary>1, or 0 of NaN.</summary>
        internal override Func<T, T>? OfEqualInputs<T, TNumbers>() =>
            x => TNumbers.GreaterOrEqual(TNumbers.Abs(x), TNumbers.FromReal(0));

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
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Equal(a, b);
        }
    }
}
