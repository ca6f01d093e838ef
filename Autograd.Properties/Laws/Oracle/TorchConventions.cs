using System.Collections.Immutable;
using Autograd.Graph;
using static Autograd.Graph.Prelude;
using static Autograd.Properties.Oracle.TorchConvention;

namespace Autograd.Properties.Oracle;

/// <summary>
/// Where functions are compared at kinks, ties, edges, infinities and NaN, so that the list of differences is measured.
/// </summary>
internal static class TorchConventions
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    public static ImmutableArray<TorchConvention> All { get; } =
        [.. Kinks, .. Edges, .. Powers, .. BranchesNotTaken, .. NotNumbers, .. Scores, .. Indices, .. Definitions,
            .. ImageConventions.All];

    private static TorchConvention[] Kinks =>
    [
        Agrees(
            "kinks",
            At(Points(0), "torch.relu(x)", x => x.Relu()),
            At(Points(0, -0.0), "torch.abs(x)", x => x.Abs()),
            At(Points(0, -0.0), "torch.sign(x)", x => x.Sign()),
            At(Points(0), "F.softplus(x)", x => x.Softplus()),
            At(Points(1), null, x => (x > 1) + (x >= 1) + (x < 1) + (x <= 1) + x.EqualTo(1) + x.NotEqualTo(1)),
            At(Vectors([0, 0, 0], [0, -0.0, 2]), "torch.linalg.vector_norm(x, 1)", x => x.L1Norm())),
        Agrees(
            "ties are split evenly",
            At(Pairs((3, 3)), "torch.maximum(x, y)", (x, y) => x.Maximum(y)),
            At(Pairs((3, 3)), "torch.minimum(x, y)", (x, y) => x.Minimum(y)),
            At(Vectors([2, 5, 5, 1], [5, 5, 5, 1]), "torch.amax(x, 0)", x => x.Max()),
            At(Vectors([2, 5, 5, 1]), "torch.max(x)", x => x.Max()),
            At(Vectors([2, 1, 5, 1]), "torch.amin(x, 0)", x => x.Min()),
            At(Vectors([2, -5, 5, 1], [0, 0, 0]), "torch.linalg.vector_norm(x, float('inf'))", x => x.LInfinityNorm()),
            At(Points(-1, 2), null, x => x.Clip(-1, 2))),
        Differs(
            "clip on a bound",
            "`Clip` is `Minimum(Maximum(x, low), high)` and no op of its own: an x that ties with a bound gets half, "
                + "as in every tie",
            At(Points(-1, 2), "torch.clamp(x, -1, 2)", x => x.Clip(-1, 2)),
            At(Points(0), "torch.clamp(x, min=0)", x => x.Maximum(0))),
        Differs(
            "max along an axis",
            "equal elements get equal parts in ours, so that reordering the elements reorders the gradient; PyTorch's "
                + "goes to the element whose index it returns",
            At(Vectors([2, 5, 5, 1]), "torch.max(x, 0).values", x => x.Max(0)),
            At(Vectors([2, 1, 5, 1]), "torch.min(x, 0).values", x => x.Min(0))),
        Differs(
            "sign of zero",
            "of equal numbers ours is the second, on processors of every vector width; `Relu(x)` is `Maximum(x, 0)`",
            At(Points(-0.0), "torch.relu(x)", x => x.Relu()),
            At(Pairs((0, -0.0)), "torch.maximum(x, y)", (x, y) => x.Maximum(y)),
            At(Pairs((0, -0.0)), "torch.minimum(x, y)", (x, y) => x.Minimum(y))),
    ];

    private static TorchConvention[] Edges =>
    [
        Agrees(
            "edges of domains",
            At(Points(0, -0.0, -2, Inf), "torch.log(x)", x => x.Log()),
            At(Points(-0.0, -1, -2), "torch.log1p(x)", x => x.Log1p()),
            At(Points(0, -0.0, -2, Inf), "torch.sqrt(x)", x => x.Sqrt()),
            At(Points(0, -0.0, Inf), "1 / x", x => 1 / x),
            At(Points(800, -800), "torch.exp(x)", x => x.Exp()),
            At(Points(-0.0, 800, -800, -Inf), "torch.expm1(x)", x => x.Expm1()),
            At(Points(-0.0, Inf, -Inf), "torch.sin(x)", x => x.Sin()),
            At(Points(Inf, -Inf), "torch.cos(x)", x => x.Cos()),
            At(Points(-0.0, 800, -800, Inf, -Inf), "torch.tanh(x)", x => x.Tanh()),
            At(Points(800, -800, Inf, -Inf), "torch.sigmoid(x)", x => x.Sigmoid()),
            At(Points(Inf, -Inf, -40, 19), "F.softplus(x)", x => x.Softplus()),
            At(Pairs((0, 0), (1, 0), (-1, 0), (Inf, 1), (1, Inf), (Inf, Inf)), "x / y", (x, y) => x / y),
            At(Pairs((Inf, 1), (1, Inf), (Inf, 0), (0, -0.0)), "x * y", (x, y) => x * y),
            At(Points(0), "torch.sqrt(torch.square(x))", x => x.Square().Sqrt()),
            At(Nothing, "x.sum()", x => x.Sum()),
            At(Nothing, "x.mean()", x => x.Mean()),
            At(Vectors([-0.0, -0.0]), "x.sum()", x => x.Sum())),
        Differs(
            "max of nothing",
            "an empty maximum has a neutral element, −∞, as an empty sum has 0; PyTorch refuses",
            At(Nothing, "torch.amax(x, 0)", x => x.Max())),
        Differs(
            "norm at 0",
            "the root's infinite derivative times 0 is NaN, as in JAX; PyTorch puts 0 there",
            At(Vectors([0, 0, 0]), "torch.linalg.vector_norm(x)", x => x.L2Norm())),
        Differs(
            "softplus of large numbers",
            "PyTorch takes x itself beyond 20, which is wrong by up to 2e-9; ours is log(1 + eˣ) everywhere",
            At(Points(21, 25), "F.softplus(x)", x => x.Softplus())),
    ];

    private static TorchConvention[] Powers =>
    [
        Agrees(
            "powers",
            At(Points(0, -0.0, -2), "x ** 3", x => x.Power(3)),
            At(Points(0, -2), "x ** 2", x => x.Power(2)),
            At(Points(0, -2), "x ** 1", x => x.Power(1)),
            At(Points(0, -2, NaN), "x ** 0", x => x.Power(0)),
            At(Points(0, -8), "x ** (1 / 3)", x => x.Power(1.0 / 3)),
            At(Points(0, -2), "x ** -1", x => x.Power(-1)),
            At(Points(0), "torch.abs(x) ** 1.5", x => x.Abs().Power(1.5)),
            At(Vectors([2, -2]), "x ** torch.zeros(2)", x => x.Power(Tensor.Vector(0.0, 0))),
            At(Pairs((0, -1), (-2, 3), (-2, 0.5), (1, 0.5), (0.5, 2000), (1e-200, 3)), "x ** y", (x, y) => x.Power(y))),
        Differs(
            "0 to the power 0",
            "the derivative in y is xʸ ln x, which is −∞ where xʸ is 1; PyTorch counts 0⁰ among the 0ʸ = 0 for y > 0",
            At(Pairs((0, 0)), "x ** y", (x, y) => x.Power(y))),
        Differs(
            "powers of 0, twice",
            "where xʸ = 0 the derivative in y is 0 by choice, and so adds nothing to a second one; PyTorch multiplies "
                + "that 0 by ln 0",
            At(Pairs((0, 2), (0, 1), (0, 0.5)), "x ** y", (x, y) => x.Power(y))),
        Differs(
            "exponent 0, twice",
            "PyTorch holds the derivative in x at 0 where y = 0, and so loses 1/x in the mixed one: its Hessian is "
                + "not symmetric",
            At(Pairs((2, 0), (0.5, 0)), "x ** y", (x, y) => x.Power(y))),
        Differs(
            "exponent 0 of a negative number, twice",
            "the derivative in x along y has ln x in it, which is NaN; PyTorch again holds it at 0",
            At(Pairs((-2, 0)), "x ** y", (x, y) => x.Power(y))),
        Differs(
            "constant exponent 0, twice",
            "x⁰ is 1 for every x, NaN included, so all its derivatives are 0; PyTorch's second is 0 · ∞",
            At(Vectors([0, NaN]), "x ** torch.zeros(2)", x => x.Power(Tensor.Vector(0.0, 0)))),
    ];

    private static TorchConvention[] BranchesNotTaken =>
    [
        Agrees(
            "choices",
            At(Pairs((NaN, 2), (0, 2)), "torch.where(x != 0, y, 3 * y)", (x, y) => Where(x, y, 3 * y)),
            At(Pairs((Inf, 1), (0, Inf)), "torch.where(y > x, x, y)", (x, y) => Where(y > x, x, y)),
            At(Points(0, 2), "x - x.detach()", x => x - x.StopGradient())),
        Differs(
            "a branch not taken",
            "in ours it passes nothing, not even 0 · ∞ = NaN: the derivative is that of the branch taken",
            At(Points(0), "torch.where(x > 0, torch.sqrt(x), 0.)", x => Where(x > 0, Sqrt(x), 0)),
            At(Points(0), "torch.where(x != 0, torch.sin(x) / x, 1.)", x => Where(x.NotEqualTo(0), Sin(x) / x, 1)),
            At(Points(0), "torch.where(x > 0, -x * torch.log(x), 0.)", x => Where(x > 0, -x * Log(x), 0)),
            At(Points(0), "torch.maximum(torch.sqrt(x), torch.ones(()))", x => Sqrt(x).Maximum(1)),
            At(Points(0), "torch.relu(torch.sqrt(x) - 1)", x => (Sqrt(x) - 1).Relu()),
            At(Vectors([0, 4, 1]), "torch.amax(torch.sqrt(x), 0)", x => x.Sqrt().Max()),
            At(Vectors([0.5, 0.5, 0]), "F.nll_loss(torch.log(x), torch.tensor(0))",
                x => x.CrossEntropy(Tensor.Of([], 0))),
            At(Vectors([0.5, 0.5, 0]), "F.nll_loss(torch.log(x), torch.tensor(2))",
                x => x.CrossEntropy(Tensor.Of([], 2)))),
    ];

    private static TorchConvention[] NotNumbers =>
    [
        Agrees(
            "NaN",
            At(Points(NaN), "torch.exp(x)", x => x.Exp()),
            At(Points(NaN), "(x > 0).double()", x => x > 0),
            At(Points(NaN), "torch.clamp(x, -1, 2)", x => x.Clip(-1, 2)),
            At(Vectors([1, NaN, NaN], [1, 4, 4, 2]), "torch.argmax(x, 0).double()", x => x.ArgMax().ToReal())),
        Differs(
            "slopes of choices at NaN",
            "ours are made of comparisons, none of which holds for NaN, so they are 0; the values are NaN in both",
            At(Points(NaN), "torch.relu(x)", x => x.Relu()),
            At(Points(NaN), "torch.maximum(x, torch.ones(()))", x => x.Maximum(1)),
            At(Points(NaN), "torch.minimum(x, torch.ones(()))", x => x.Minimum(1)),
            At(Vectors([1, NaN, 3]), "torch.amax(x, 0)", x => x.Max()),
            At(Vectors([1, NaN, 3]), "torch.max(x)", x => x.Max())),
        Differs(
            "sign of NaN",
            "NaN goes through whatever computes with it, so the sign of NaN is NaN, and with it the slope of |x|; "
                + "PyTorch's sign is 0",
            At(Points(NaN), "torch.sign(x)", x => x.Sign()),
            At(Points(NaN), "torch.abs(x)", x => x.Abs())),
    ];

    private static TorchConvention[] Scores =>
    [
        Agrees(
            "infinite scores",
            At(Vectors([1, 0, -Inf], [Inf, 0], [-Inf, -Inf], [NaN, 0]), "F.softmax(x, 0)", x => x.Softmax()),
            At(Vectors([Inf, 0], [-Inf, -Inf], [NaN, 0]), "F.log_softmax(x, 0)", x => x.LogSoftmax()),
            At(Vectors([1, 0, -Inf], [Inf, 0], [-Inf, -Inf], [-Inf, 0], [1000, 0, -1000]),
                "F.cross_entropy(x, torch.tensor(0))", x => x.SoftmaxCrossEntropy(Tensor.Of([], 0))),
            At([Tensor.Vector<double>(), .. Vectors([1, 0, -Inf], [Inf, 0])], "torch.logsumexp(x, 0)",
                x => x.LogSumExp())),
        Differs(
            "log-sum-exp of nothing",
            "where all scores are −∞ no score has a share in the sum, so the derivative is 0: a path that cannot be "
                + "taken has none",
            At(Vectors([-Inf, -Inf]), "torch.logsumexp(x, 0)", x => x.LogSumExp())),
        Differs(
            "0 · log 0 in a cross-entropy",
            "a class that is not the target counts nothing, even where its logarithm is −∞",
            At(Vectors([1, 0, -Inf]), "F.cross_entropy(x, torch.tensor([1., 0, 0]))",
                x => x.SoftmaxCrossEntropy(Tensor.Vector(1.0, 0, 0))),
            At(Vectors([0.5, 0.5, 0]), "-(torch.tensor([1., 0, 0]) * torch.log(x)).sum()",
                x => x.CrossEntropy(Tensor.Vector(1.0, 0, 0)))),
    ];

    private static TorchConvention[] Indices =>
    [
        Agrees(
            "indices outside",
            At(Vectors([1, 2, 3]), "x[torch.tensor(3)]", x => x.Gather(Tensor.Of([], 3))),
            At(Vectors([1, 2, 3]), "F.one_hot(torch.tensor(3), 3) * x", x => ((Expr)Tensor.Of([], 3)).OneHot(3) * x),
            At(Vectors([1, 2, 3]), "F.one_hot(torch.tensor(-1), 3) * x", x => ((Expr)Tensor.Of([], -1)).OneHot(3) * x)),
        Differs(
            "negative indices",
            "an index of data that is below 0 is more often a mistake than meant; PyTorch counts it from the end",
            At(Vectors([1, 2, 3]), "x[torch.tensor(-1)]", x => x.Gather(Tensor.Of([], -1)))),
    ];

    private static TorchConvention[] Definitions =>
    [
        Agrees("variance", At(Vectors([1, 2, 4]), "torch.var(x, unbiased=False)", x => x.Variance())),
        Differs(
            "variance by default",
            "ours divides by n, as the book and NumPy do, PyTorch's by n − 1",
            At(Vectors([1, 2, 4]), "torch.var(x)", x => x.Variance())),
        Differs(
            "sum of squared errors",
            "ours is the book's ½ Σ, PyTorch's loss of that kind a mean",
            At(Vectors([1, 2, 4]), "F.mse_loss(x, torch.ones(3))", x => x.SumOfSquaredErrors(1))),
    ];
}
