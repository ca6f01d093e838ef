using System.Collections.Immutable;

namespace Autograd.Graph
{
    public sealed partial class Expr
    {
        /// <summary>a / b.</summary>
        /// <param name="a">The left side.</param>
        /// <param name="b">The right side.</param>
        public static Expr operator /(Expr a, Expr b) => Apply(new Ops.Divide(), a, b);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = a / b for b ≠ 0; dy = da / b − (y / b) db.</summary>
    public sealed record Divide : Binary<Divide.Definition>
    {
        /// <inheritdoc/>
        public override Notation? Notation => new("/", 3, "÷");

        /// <summary>A finite number other than 0 below it keeps a zero; 0 / 0 is NaN.</summary>
        /// <param name="node">A node of this op.</param>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) =>
            node.Inputs[1].IsFiniteDivisor() ? node.Inputs[..1] : [];

        /// <inheritdoc/>
        public override Expr? Derivative(int input, Expr a, Expr b, Expr y) => input == 0 ? 1 / b : -(y / b);

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            input == 0 ? cotangent / node.Inputs[1] : base.Vjp(node, input, cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            input == 0 ? tangent / node.Inputs[1] : base.Jvp(node, input, tangent);

        /// <inheritdoc/>
        public override Domain DomainOf(int input) => input == 0 ? Domain.Real : Domain.NonZero;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IBinary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Divide(a, b);
        }
    }
}
