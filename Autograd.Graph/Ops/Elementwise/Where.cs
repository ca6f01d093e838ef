using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>
        /// a where the mask is not 0, else b. The branch not taken adds 0 to gradients even where it is infinite.
        /// </summary>
        /// <param name="mask">The choice; nothing flows back to it.</param>
        /// <param name="a">The value where the mask is not 0.</param>
        /// <param name="b">The value where the mask is 0.</param>
        [InPrelude]
        public static Expr Where(this Expr mask, Expr a, Expr b) => Expr.Apply(new Ops.Where(), mask, a, b);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// y = a where the mask is not 0, else b; dy = the chosen one's. The branch not taken adds 0 even where it is
    /// infinite.
    /// </summary>
    public sealed record Where : Ternary<Where.Definition>
    {
        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs[1..];

        /// <inheritdoc/>
        public override string? Convention => "the mask gets 0; the branch not taken gets 0, even beside an infinity";

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => input switch
        {
            1 => node.Inputs[0].Where(cotangent, 0),
            2 => node.Inputs[0].Where(0, cotangent),
            _ => null,
        };

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => input switch
        {
            1 => node.Inputs[0].Where(tangent, 0),
            2 => node.Inputs[0].Where(0, tangent),
            _ => null,
        };

        /// <inheritdoc/>
        public override Expr? Branch(Expr node) => node.Inputs[0];

        /// <summary>The choice at one element.</summary>
        public readonly struct Definition : ITernary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b, T c)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Select(a, b, c);
        }
    }
}
