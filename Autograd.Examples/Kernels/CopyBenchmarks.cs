using Autograd.Graph;
using Autograd.Graph.Engine;
using BenchmarkDotNet.Attributes;

namespace Autograd.Examples.Kernels;

/// <summary>Copies that move elements: with strides, of a part, into a margin, side by side.</summary>
public class CopyBenchmarks
{
    private static readonly Dictionary<string, (int[] Shape, Func<Expr, Expr> Copy)> Known = new()
    {
        ["transpose [784, 512]"] = ([784, 512], x => x.Transpose()),
        ["transpose [128, 10]"] = ([128, 10], x => x.Transpose()),
        ["permute [32, 64, 4, 32] 0 2 1 3"] = ([32, 64, 4, 32], x => x.Permute(0, 2, 1, 3)),
        ["permute [100, 1, 28, 28] 2 3 0 1"] = ([100, 1, 28, 28], x => x.Permute(2, 3, 0, 1)),
        ["pad [784, 512] by 1"] = ([784, 512], x => x.Pad(0, 1, 1)),
        ["concatenate 2 × [784, 512]"] = ([784, 512], x => new[] { x, x }.Concatenate(1)),
    };

    private Frame<float> _frame = null!;
    private float[] _from = [];
    private float[] _to = [];

    public static IEnumerable<string> Copies => Known.Keys;

    [ParamsSource(nameof(Copies))]
    public string What { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var (shape, copy) = Known[What];
        var x = Prelude.Variable("x", Shape.Of(shape));
        _frame = PlanRun.Of([x], copy(x));
        (_from, _to) = (PlanRun.Numbers(copy(x).Shape.Size), new float[copy(x).Shape.Size]);
    }

    [Benchmark]
    public void Plan() => _frame.Run();

    /// <summary>As many elements in their order: what a copy cannot be faster than.</summary>
    [Benchmark(Baseline = true)]
    public void Straight() => _from.CopyTo(_to, 0);
}
