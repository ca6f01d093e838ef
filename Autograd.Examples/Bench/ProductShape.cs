using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench;

/// <summary>A matrix product to measure: the extents, and which operands lie transposed in memory.</summary>
internal readonly record struct ProductShape(
    int Rows, int Depth, int Columns, bool TransposedA = false, bool TransposedB = false)
{
    /// <summary>The products of the two networks, layer by layer, and two large squares.</summary>
    public static ProductShape[] All { get; } =
    [
        .. OfLayer(100, 784, 50), .. OfLayer(100, 50, 10),
        .. OfLayer(128, 784, 512), .. OfLayer(128, 512, 512), .. OfLayer(128, 512, 10),
        new(1024, 1024, 1024), new(2048, 2048, 2048),
    ];

    /// <summary>A multiply-add counts two.</summary>
    public long Flops => 2L * Rows * Depth * Columns;

    /// <summary>A plan of nothing but this product, its operands filled with numbers that stay normal.</summary>
    public Execution<float> NewExecution(int threads)
    {
        var (a, b) = (Operand("a", Rows, Depth, TransposedA), Operand("b", Depth, Columns, TransposedB));
        var product = (TransposedA ? a.Transpose() : a).Dot(TransposedB ? b.Transpose() : b);
        var frame = Plan<float>.Make([a, b], [product], new PlanOptions { Threads = threads }).NewExecution();
        var random = new Random(1);
        for (var input = 0; input < 2; input++)
        {
            foreach (ref var x in frame.Input(input)) x = (2 * random.NextSingle()) - 1;
        }

        return frame;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Text(Rows, Depth, TransposedA)}·{Text(Depth, Columns, TransposedB)}";

    // Forward x·w, and the gradients of w and of x.
    private static ProductShape[] OfLayer(int batch, int inputs, int outputs) =>
        [new(batch, inputs, outputs), new(inputs, batch, outputs, TransposedA: true),
            new(batch, outputs, inputs, TransposedB: true)];

    private static Expr Operand(string name, int rows, int columns, bool transposed) =>
        Prelude.Variable(name, transposed ? [columns, rows] : [rows, columns]);

    private static string Text(int rows, int columns, bool transposed) =>
        transposed ? $"[{columns}, {rows}]ᵀ" : $"[{rows}, {columns}]";
}
