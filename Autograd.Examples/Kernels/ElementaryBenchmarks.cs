using System.Numerics.Tensors;
using Autograd.Graph;
using Autograd.Graph.Engine;
using BenchmarkDotNet.Attributes;

namespace Autograd.Examples.Kernels;

/// <summary>
/// Elementary functions, the time of one element: ours, whose bits are the same everywhere, and the platform's.
/// </summary>
public class ElementaryBenchmarks
{
    private const int Elements = 1 << 14;

    private static readonly Dictionary<string,
        (Func<Expr, Expr> Ours, Action<ReadOnlySpan<float>, Span<float>> Platform)> Known = new()
        {
            ["Exp"] = (x => x.Exp(), TensorPrimitives.Exp),
            ["Expm1"] = (x => x.Expm1(), TensorPrimitives.ExpM1),
            ["Log"] = (x => x.Log(), TensorPrimitives.Log),
            ["Log1p"] = (x => x.Log1p(), TensorPrimitives.LogP1),
            ["Sin"] = (x => x.Sin(), TensorPrimitives.Sin),
            ["Cos"] = (x => x.Cos(), TensorPrimitives.Cos),
            ["Tanh"] = (x => x.Tanh(), TensorPrimitives.Tanh),
            ["Sigmoid"] = (x => x.Sigmoid(), TensorPrimitives.Sigmoid),
            ["Sqrt"] = (x => x.Sqrt(), TensorPrimitives.Sqrt),
            ["Power"] = (x => x.Power(1.7), (x, y) => TensorPrimitives.Pow(x, 1.7f, y)),
            ["Relu"] = (x => x.Relu(), (x, y) => TensorPrimitives.Max(x, 0f, y)),
        };

    private readonly float[] _x = PlanRun.Numbers(Elements);
    private readonly float[] _y = new float[Elements];
    private Frame<float> _frame = null!;
    private Action<ReadOnlySpan<float>, Span<float>> _platform = null!;

    public static IEnumerable<string> Functions => Known.Keys;

    [ParamsSource(nameof(Functions))]
    public string Function { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var x = Prelude.Variable("x", [Elements]);
        (var ours, _platform) = Known[Function];
        _frame = PlanRun.Of([x], ours(x));
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Plan() => _frame.Run();

    [Benchmark(OperationsPerInvoke = Elements, Baseline = true)]
    public void TensorPrimitive() => _platform(_x, _y);
}
