namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>The smaller of two, element by element; equal elements share the gradient.</summary>
        /// <param name="a">One.</param>
        /// <param name="b">The other.</param>
        [InPrelude]
        public static Expr Minimum(this Expr a, Expr b) => Expr.Apply(new Ops.Minimum(), a, b);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// y = the smaller of a and b (NaN if either is); dy = the chosen one's, and half of each where they are equal.
    /// </summary>
    public sealed record Minimum : Binary<Minimum.Definition>
    {
        /// <inheritdoc/>
        public override string? Convention =>
            "equal arguments share the gradient in halves; what is not chosen gets 0, even beside an infinity";

        /// <inheritdoc/>
        public override Expr? Derivative(int input, Expr a, Expr b, Expr y) =>
            input == 0 ? (a < b) + (0.5 * a.EqualTo(b)) : (b < a) + (0.5 * a.EqualTo(b));

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            Ties.Share(Chosen(node, input), node.Inputs[0].EqualTo(node.Inputs[1]), cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            Ties.Share(Chosen(node, input), node.Inputs[0].EqualTo(node.Inputs[1]), tangent);

        /// <inheritdoc/>
        public override Expr? Branch(Expr node) => node.Inputs[0] - node.Inputs[1];

        private static Expr Chosen(Expr node, int input) => node.Inputs[input] <= node.Inputs[1 - input];

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IBinary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Minimum(a, b);
        }
    }
}
