using System.Numerics.Tensors;
using Autograd.Graph;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>
/// Elementary functions, the time of one element: ours, whose bits are the same everywhere, and the platform's.
/// </summary>
internal static class ElementaryKernels
{
    private const int Elements = 1 << 14;

    private static readonly (string Name, Func<Expr, Expr> Ours, Action<ReadOnlySpan<float>, Span<float>> Platform)[]
        Functions =
    [
        ("Exp", x => x.Exp(), TensorPrimitives.Exp),
        ("Expm1", x => x.Expm1(), TensorPrimitives.ExpM1),
        ("Log", x => x.Log(), TensorPrimitives.Log),
        ("Log1p", x => x.Log1p(), TensorPrimitives.LogP1),
        ("Sin", x => x.Sin(), TensorPrimitives.Sin),
        ("Cos", x => x.Cos(), TensorPrimitives.Cos),
        ("Tanh", x => x.Tanh(), TensorPrimitives.Tanh),
        ("Sigmoid", x => x.Sigmoid(), TensorPrimitives.Sigmoid),
        ("Sqrt", x => x.Sqrt(), TensorPrimitives.Sqrt),
        ("Power", x => x.Power(1.7), (x, y) => TensorPrimitives.Pow(x, 1.7f, y)),
        ("Relu", x => x.Relu(), (x, y) => TensorPrimitives.Max(x, 0f, y)),
    ];

    /// <summary>The kernels.</summary>
    public static IEnumerable<KernelCase> All => Functions.Select(function => new KernelCase(
        "elementary", function.Name, Elements, () =>
    {
        var variable = Prelude.Variable("x", [Elements]);
        var (x, y) = (KernelFrame.Numbers(Elements), new float[Elements]);
        return
        [
            new Stepper(KernelCase.Ours, KernelFrame.Of([variable], function.Ours(variable)).Run),
            new Stepper("TensorPrimitives", () => function.Platform(x, y)),
        ];
    }));
}
