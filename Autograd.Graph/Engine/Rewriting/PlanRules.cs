using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;

namespace Autograd.Graph.Engine.Rewriting;

/// <summary>
/// The rewrites of plans: those that keep every bit of every value. Literals are folded by <see
/// cref="ConstantFolding{T}"/>.
/// </summary>
internal static class PlanRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("a scalar tensor is its number", Number),
        new("stop-gradient is the identity", node => node.Op is StopGradient ? node.Inputs[0] : null),
        new("a constant waits for nothing, and nothing waits for one",
            node => node.Op is OptimizationBarrier && node.Inputs.Any(IsConstant) ? node.Inputs[0] : null),
        new("x + 0 = x where x is never -0", WithoutZero),
        new("largest of relu(x) = relu of the largest of x", PooledRelu),
        new("where(x > 0, cotangents to the largest of relu(x), 0) = cotangents to the largest of x, where that is > 0",
            CotangentOfPooledRelu),
        .. Simplify.Rules.Where(rule => rule.Exact),
    ];

    // A plan differentiates nothing, and so has no use for the identity of a scalar.
    private static Expr? Number(Expr node) =>
        node.Op is not Literal { Number: null } literal ? null : literal.Value switch
        {
            Tensor<double> { Shape.Rank: 0 } scalar => scalar.Elements[0],
            Tensor<float> { Shape.Rank: 0 } scalar => scalar.Elements[0],
            _ => null,
        };

    // −0 + 0 is 0, so x must be an op whose result is never −0.
    private static Expr? WithoutZero(Expr node)
    {
        if (node.Op is not Add) return null;
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        return b.AsNumber() == 0 && a.Op.IsNeverNegativeZero ? a
            : a.AsNumber() == 0 && b.Op.IsNeverNegativeZero ? b
            : null;
    }

    // Relu is monotonic, so it may follow the maximum: a quarter of the work for windows of four. Without dilation no
    // window lies wholly in the padding.
    private static Expr? PooledRelu(Expr node) =>
        node.Op is MaxPool { Geometry.Dilation: (1, 1) } && node.Inputs[0] is { Op: Relu, Shape.Size: > 0 }
            ? Expr.Apply(node.Op, node.Inputs[0].Inputs[0]).Relu()
            : null;

    // Where the largest is above 0, relu keeps it and its position; elsewhere the mask makes the cotangent 0.
    private static Expr? CotangentOfPooledRelu(Expr node)
    {
        if (node.Op is not Where || node.Inputs[1].Op is not MaxPoolCotangent pool || node.Inputs[2].AsNumber() != 0)
        {
            return null;
        }

        var (mask, relu) = (node.Inputs[0], node.Inputs[1].Inputs[0]);
        if (mask.Op is not Greater || relu.Op is not Relu || mask.Inputs[0] != relu.Inputs[0]
            || mask.Inputs[1].AsNumber() != 0)
        {
            return null;
        }

        var largest = Expr.Apply(new MaxPool(pool.Geometry), relu.Inputs[0]);
        return Expr.Apply(pool, relu.Inputs[0], (largest > 0).Where(node.Inputs[1].Inputs[1], 0));
    }

    private static bool IsConstant(Expr x) => x.Op is Literal || x.AsNumber() is not null;
}
