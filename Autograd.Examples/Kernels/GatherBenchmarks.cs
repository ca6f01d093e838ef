using Autograd.Examples.Bench;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;
using BenchmarkDotNet.Attributes;

namespace Autograd.Examples.Kernels;

/// <summary>
/// Rows by their numbers: as an operation of a graph, its gradient, and the mini-batch that a step begins with.
/// </summary>
public class GatherBenchmarks
{
    private const int Rows = 10_000;
    private const int Columns = 784;
    private const int Size = 128;

    private readonly float[] _x = new float[Size * Columns];
    private Frame<float> _gather = null!;
    private Frame<float> _scatter = null!;
    private Batch _batch;

    [GlobalSetup]
    public void Setup()
    {
        var (table, t) = (Prelude.Variable("table", [Rows, Columns]),
            Prelude.Variable("t", new TensorType([Size], ElementKind.Index)));
        var gathered = table.Gather(t);
        (_gather, _scatter) =
            (PlanRun.Of([table, t], gathered), PlanRun.Of([table, t], gathered.Sum().Gradient(table)));
        var random = new Random(2);
        foreach (ref var index in _gather.IndexInput(1)) index = random.Next(Rows);
        _gather.IndexInput(1).CopyTo(_scatter.IndexInput(1));
        _batch = SyntheticImages.Make().RandomBatches(Size, Key.From(1)).First();
    }

    [Benchmark]
    public void Gather() => _gather.Run();

    /// <summary>The gradient with respect to the whole table.</summary>
    [Benchmark]
    public void GatherGradient() => _scatter.Run();

    /// <summary>Bytes of random images, scaled.</summary>
    [Benchmark]
    public void MiniBatch() => _batch.CopyInputs(_x);
}
