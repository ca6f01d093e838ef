using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Examples.Bench.Kernels;

/// <summary>
/// Rows by their numbers: as an operation of a graph, its gradient with respect to the whole table, and the mini-batch
/// that a step begins with.
/// </summary>
internal static class GatherKernels
{
    private const int Rows = 10_000;
    private const int Columns = 784;
    private const int Size = 128;

    /// <summary>The kernels.</summary>
    public static IEnumerable<KernelCase> All =>
    [
        new("gathers", $"{Size} rows of [{Rows}, {Columns}]", 1, () => [Gather(gradient: false)]),
        new("gathers", $"their gradient, [{Rows}, {Columns}]", 1, () => [Gather(gradient: true)]),
        new("gathers", $"a mini-batch of {Size} images, scaled", 1, () => [MiniBatch()]),
    ];

    // The rows, or the gradient of their sum.
    private static Stepper Gather(bool gradient)
    {
        var (table, t) = (Prelude.Variable("table", [Rows, Columns]),
            Prelude.Variable("t", new TensorType([Size], ElementKind.Index)));
        var gathered = table.Gather(t);
        var frame = KernelFrame.Of([table, t], gradient ? gathered.Sum().Gradient(table) : gathered);
        var random = new Random(2);
        foreach (ref var index in frame.IndexInput(1)) index = random.Next(Rows);
        return new(KernelCase.Ours, frame.Run);
    }

    private static Stepper MiniBatch()
    {
        var batch = SyntheticImages.Make().RandomBatches(Size, Key.From(1)).First();
        var x = new float[Size * Columns];
        return new(KernelCase.Ours, () => batch.CopyInputs(x));
    }
}
