namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>The largest whole number that is not above x; its derivative is 0.</summary>
        /// <param name="x">The argument.</param>
        [InPrelude]
        public static Expr Floor(this Expr x) => Expr.Apply(new Ops.Floor(), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = ⌊x⌋, the largest whole number that is not above x; dy = 0, at the jumps too.</summary>
    public sealed record Floor : Unary<Floor.Definition>
    {
        /// <inheritdoc/>
        public override Expr? Derivative(Expr x, Expr y) => null;

        /// <inheritdoc/>
        public override string? Convention => "the derivative is 0 everywhere, at whole numbers too";

        /// <summary>The distance to the nearest whole number: small on both sides of a jump.</summary>
        /// <param name="node">A node of this op.</param>
        public override Expr? Branch(Expr node)
        {
            ArgumentNullException.ThrowIfNull(node);
            return node.Inputs[0] - (node.Inputs[0] + 0.5).Floor();
        }

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IUnary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T x)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Floor(x);
        }
    }
}
