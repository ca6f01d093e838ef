using Autograd.Graph.Numerics;

namespace Autograd.Graph
{
    public static partial class ReductionFunctions
    {
        /// <summary>The largest along axes; equal ones share the gradient.</summary>
        /// <param name="x">The elements.</param>
        /// <param name="axes">The axes; all of them when none is named.</param>
        public static Expr Max(this Expr x, params int[] axes) =>
            Expr.Apply(new Ops.Max(x.ExpectAxes(nameof(Max), axes)), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// y = the largest along axes, −∞ over nothing; its gradient goes to the largest, in equal parts where several are.
    /// </summary>
    public sealed record Max(ValueList<int> Axes) : Reduction<Max.Definition>(Axes)
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Axes}";

        /// <inheritdoc/>
        public override string? Convention => "equal elements share the gradient evenly; over nothing it is 0";

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent)
        {
            var chosen = Chosen(node);
            return chosen.Where(Spread(cotangent / Count(chosen), node.Inputs[0]), 0);
        }

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent)
        {
            // Divided before they are summed, as in reverse mode; chosen, so that 0 · ∞ is 0.
            var chosen = Chosen(node);
            return Total(chosen.Where(chosen / Spread(Count(chosen), node.Inputs[0]) * tangent, 0));
        }

        /// <summary>
        /// How far each other element is behind the largest; where several are largest, 0 at each of them.
        /// </summary>
        public override Expr? Branch(Expr node)
        {
            ArgumentNullException.ThrowIfNull(node);
            var x = node.Inputs[0];
            var chosen = Chosen(node);
            return Spread(node, x) - x + (chosen * Spread(Total(chosen).EqualTo(1), x));
        }

        private Expr Chosen(Expr node) => node.Inputs[0].EqualTo(Spread(node, node.Inputs[0]));

        // At least one element is the largest, which bounds do not see: they may take each for another's inferior.
        private Expr Count(Expr chosen) => Total(chosen).Maximum(1);

        private Expr Total(Expr x) => Expr.Apply(new Sum(Axes), x);

        /// <summary>The larger of two.</summary>
        public readonly struct Definition : IReduction
        {
            /// <inheritdoc/>
            public static T Empty<T, TNumbers>()
                where TNumbers : struct, IArithmetic<T> => TNumbers.FromReal(double.NegativeInfinity);

            /// <inheritdoc/>
            public static T Start<T, TNumbers>(T x)
                where TNumbers : struct, IArithmetic<T> => x;

            /// <inheritdoc/>
            public static T Combine<T, TNumbers>(T a, T b)
                where TNumbers : struct, IArithmetic<T> => TNumbers.Maximum(a, b);
        }
    }
}
