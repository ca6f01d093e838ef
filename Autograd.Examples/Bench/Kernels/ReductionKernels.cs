using System.Numerics.Tensors;
using Autograd.Graph;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>Sums and maxima of rows and of columns: rows as short as ten classes, and long ones.</summary>
internal static class ReductionKernels
{
    private static readonly (int Rows, int Columns)[] Shapes = [(128, 10), (128, 512), (16, 65_536)];

    /// <summary>The kernels.</summary>
    public static IEnumerable<KernelCase> All => Shapes.SelectMany(shape => (KernelCase[])
    [
        Of("sum of rows", shape, x => x.Sum(-1), SumOfRows),
        Of("sum of columns", shape, x => x.Sum(0), SumOfColumns),
        Of("max of rows", shape, x => x.Max(-1), null),
        Of("max of columns", shape, x => x.Max(0), null),
    ]);

    private static KernelCase Of(
        string what, (int Rows, int Columns) shape, Func<Expr, Expr> reduce, Action<float[], float[]>? platform) =>
        new("reductions", $"{what}, [{shape.Rows}, {shape.Columns}]", 1, () =>
        {
            var x = Prelude.Variable("x", [shape.Rows, shape.Columns]);
            var ours = new Stepper(KernelCase.Ours, KernelFrame.Of([x], reduce(x)).Run);
            if (platform is null) return [ours];
            var (from, to) = (KernelFrame.Numbers(x.Shape.Size), new float[reduce(x).Shape.Size]);
            return [ours, new Stepper("TensorPrimitives", () => platform(from, to))];
        });

    private static void SumOfRows(float[] x, float[] sums)
    {
        var columns = x.Length / sums.Length;
        for (var row = 0; row < sums.Length; row++)
        {
            sums[row] = TensorPrimitives.Sum<float>(x.AsSpan(row * columns, columns));
        }
    }

    // Row by row into the result.
    private static void SumOfColumns(float[] x, float[] sums)
    {
        x.AsSpan(0, sums.Length).CopyTo(sums);
        for (var row = sums.Length; row < x.Length; row += sums.Length)
        {
            TensorPrimitives.Add(sums, x.AsSpan(row, sums.Length), sums);
        }
    }
}
