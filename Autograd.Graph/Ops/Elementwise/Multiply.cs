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
