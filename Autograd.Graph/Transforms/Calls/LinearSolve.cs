using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// The solution of a x = b for a matrix a: Gauss–Jordan elimination with partial pivoting, as a graph.
/// </summary>
/// <remarks>
/// One node with rules of its own (Giles, <i>Collected Matrix Derivative Results</i>, 2008): its derivatives are
/// solutions too.
/// </remarks>
internal static class LinearSolve
{
    // One body for each size, so that equal solutions are one node.
    private static readonly ConcurrentDictionary<int, Call> Calls = [];

    /// <summary>x of [n], for a of [n, n] and b of [n]; infinite or NaN where a is singular.</summary>
    public static Expr Solve(Expr a, Expr b) =>
        Expr.Apply(Calls.GetOrAdd(b.Shape[0], n => new(BodyOf(n), new Rules())), a, b);

    private static Body BodyOf(int n)
    {
        var (a, b) = (Prelude.Variable("a", [n, n]), Prelude.Variable("b", [n]));
        var pivots = ImmutableArray.CreateBuilder<Expr>(n);
        var (left, right, used) = (a, b, Prelude.Zeros([n]));
        for (var k = 0; k < n; k++)
        {
            var column = left.Slice(1, 0, 1).Reshape(n);
            var pivot = used.Where(-1, column.Abs()).ArgMax(0);
            var isPivot = pivot.OneHot(n);
            var row = left.Gather(pivot);
            var head = row.Slice(0, 0, 1).Reshape(Shape.Scalar);
            var (rest, value) = (row.Slice(0, 1, n - k - 1) / head, right.Gather(pivot) / head);
            var factor = isPivot.Where(0, column);
            left = isPivot.Reshape(n, 1).Where(rest, left.Slice(1, 1, n - k - 1) - (factor.Reshape(n, 1) * rest));
            right = isPivot.Where(value, right - (factor * value));
            used += isPivot;
            pivots.Add(pivot);
        }

        var solution = pivots.Select(pivot => right.Gather(pivot).Reshape(1)).Prepend(Prelude.Zeros([0])).Concatenate();
        return new("Solve", [a, b], solution);
    }

    // a dx = db − da x, and the transpose of it.
    private sealed record Rules : CallRules
    {
        public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent)
        {
            var n = node.Shape[0];
            var adjoint = Expr.Apply(call, node.Inputs[0].Transpose(), cotangent);
            return input == 1 ? adjoint : -(adjoint.Reshape(n, 1) * node.Reshape(1, n));
        }

        public override Expr? Jvp(Call call, Expr node, int input, Expr tangent) =>
            Expr.Apply(call, node.Inputs[0], input == 1 ? tangent : -tangent.Dot(node));
    }
}
