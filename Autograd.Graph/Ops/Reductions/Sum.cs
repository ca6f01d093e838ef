using System.Collections.Immutable;
using Autograd.Graph.Numerics;

namespace Autograd.Graph
{
    public static partial class ReductionFunctions
    {
        /// <summary>The sum along axes, in the fixed order of <see cref="Ops.Reduction{TDefinition}"/>.</summary>
        /// <param name="x">The elements.</param>
        /// <param name="axes">The axes; all of them when none is named.</param>
        [InPrelude]
        public static Expr Sum(this Expr x, params int[] axes) =>
            Expr.Apply(new Ops.Sum(x.ExpectAxes(nameof(Sum), axes)), x);
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>y = the sum along axes, 0 over nothing; its gradient repeats the cotangent along them.</summary>
    public sealed record Sum(ValueList<int> Axes) : Reduction<Sum.Definition>(Axes)
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Axes}";

        /// <inheritdoc/>
        public override bool IsNeverNegativeZero => true;

        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => Spread(cotangent, node.Inputs[0]);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(this, tangent);

        /// <summary>Addition.</summary>
        public readonly struct Definition : IReduction
        {
            /// <inheritdoc/>
            public static T Empty<T, TNumbers>()
                where TNumbers : struct, IArithmetic<T> => TNumbers.FromReal(0);

            /// <summary>0 + x, so that a sum is never −0 and vector lanes may start from 0.</summary>
            public static T Start<T, TNumbers>(T x)
                where TNumbers : struct, IArithmetic<T> => TNumbers.Add(TNumbers.FromReal(0), x);

            /// <inheritdoc/>
            public static T Combine<T, TNumbers>(T a, T b)
                where TNumbers : struct, IArithmetic<T> => TNumbers.Add(a, b);
        }
    }
}
