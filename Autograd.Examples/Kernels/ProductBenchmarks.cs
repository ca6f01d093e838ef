using Autograd.Examples.Bench;
using Autograd.Graph.Engine;
using BenchmarkDotNet.Attributes;

namespace Autograd.Examples.Kernels;

/// <summary>
/// Matrix products of the networks' shapes; `bench products` holds them against the peak and OpenBLAS.
/// </summary>
public class ProductBenchmarks
{
    private Frame<float> _frame = null!;

    public static IEnumerable<string> Shapes => ProductShape.All.Select(shape => $"{shape}");

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _frame = ProductShape.All.Single(shape => $"{shape}" == Shape).NewFrame(threads: 1);

    [Benchmark]
    public void Product() => _frame.Run();
}
