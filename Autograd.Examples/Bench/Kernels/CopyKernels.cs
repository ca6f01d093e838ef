using Autograd.Graph;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>
/// Copies that move elements (with strides, of a part, into a margin, side by side), beside a straight copy of that
/// number of elements: what they cannot be faster than.
/// </summary>
internal static class CopyKernels
{
    private static readonly (string Name, int[] Shape, Func<Expr, Expr> Copy)[] Copies =
    [
        ("transpose [784, 512]", [784, 512], x => x.Transpose()),
        ("transpose [128, 10]", [128, 10], x => x.Transpose()),
        ("permute [32, 64, 4, 32] by 0 2 1 3", [32, 64, 4, 32], x => x.Permute(0, 2, 1, 3)),
        ("permute [100, 1, 28, 28] by 2 3 0 1", [100, 1, 28, 28], x => x.Permute(2, 3, 0, 1)),
        ("pad [784, 512] by 1", [784, 512], x => x.Pad(0, 1, 1)),
        ("concatenate 2 × [784, 512]", [784, 512], x => new[] { x, x }.Concatenate(1)),
    ];

    /// <summary>The kernels.</summary>
    public static IEnumerable<KernelCase> All => Copies.Select(copy => new KernelCase("copies", copy.Name, 1, () =>
    {
        var x = Prelude.Variable("x", Shape.Of(copy.Shape));
        var size = copy.Copy(x).Shape.Size;
        var (from, to) = (KernelFrame.Numbers(size), new float[size]);
        return
        [
            new Stepper(KernelCase.Ours, KernelFrame.Of([x], copy.Copy(x)).Run),
            new Stepper("straight copy", () => from.CopyTo(to, 0)),
        ];
    }));
}
