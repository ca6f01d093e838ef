using System.Collections.Immutable;

namespace Autograd.Graph
{
    public sealed partial class Expr
    {
        /// <summary>a · b, element by element; the matrix product is <see cref="ContractionFunctions.Dot"/>.</summary>
        /// <param name="a">The left side.</param>
        /// <param name="b">The right side.</param>
        public static Expr operator *(Expr a, Expr b) => Apply(new Ops.Multiply(), a, b);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = a · b; dy = b da + a db.</summary>
    public sealed record Multiply : Binary<Multiply.Definition>
    {
        /// <summary>x · x is never negative.</summary>
        internal override Func<T, T>? OfEqualInputs<T, TNumbers>() =>
            x => TNumbers.Multiply(TNumbers.Abs(x), TNumbers.Abs(x));

        /// <inheritdoc/>
        public override Notation? Notation => new("*", 3, "×");

        /// <summary>A finite number beside it keeps a zero; 0 · ∞ is NaN.</summary>
        /// <param name="node">A node of this op.</param>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) =>
            node.Inputs[0].IsFiniteNumber() ? node.Inputs[1..]
                : node.Inputs[1].IsFiniteNumber() ? node.Inputs[..1]
                : [];

        /// <inheritdoc/>
        public override Expr? Derivative(int input, Expr a, Expr b, Expr y) => input == 0 ? b : a;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IBinary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Multiply(a, b);
        }
    }
}
