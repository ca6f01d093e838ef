using System.Numerics.Tensors;
using Autograd.Graph;
using Autograd.Graph.Engine;
using BenchmarkDotNet.Attributes;

namespace Autograd.Examples.Kernels;

/// <summary>Sums and maxima of rows and of columns: rows as short as ten classes, and long ones.</summary>
public class ReductionBenchmarks
{
    private float[] _x = [];
    private float[] _y = [];
    private Frame<float> _sum = null!;
    private Frame<float> _max = null!;
    private int _columns;

    [Params("[128, 10]", "[128, 512]", "[16, 65536]")]
    public string Shape { get; set; } = "";

    [Params("rows", "columns")]
    public string Of { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] extents = [.. Shape.Trim('[', ']').Split(',').Select(int.Parse)];
        var x = Prelude.Variable("x", [extents[0], extents[1]]);
        var axis = Of == "rows" ? -1 : 0;
        (_sum, _max) = (PlanRun.Of([x], x.Sum(axis)), PlanRun.Of([x], x.Max(axis)));
        (_x, _columns) = (PlanRun.Numbers(x.Shape.Size), extents[1]);
        _y = new float[Of == "rows" ? extents[0] : extents[1]];
    }

    [Benchmark]
    public void Sum() => _sum.Run();

    [Benchmark]
    public void Max() => _max.Run();

    /// <summary>The platform's sum; of columns, row by row into the result.</summary>
    [Benchmark(Baseline = true)]
    public void TensorPrimitivesSum()
    {
        if (Of == "rows")
        {
            for (var row = 0; row < _y.Length; row++)
            {
                _y[row] = TensorPrimitives.Sum<float>(_x.AsSpan(row * _columns, _columns));
            }

            return;
        }

        _x.AsSpan(0, _columns).CopyTo(_y);
        for (var row = _columns; row < _x.Length; row += _columns)
        {
            TensorPrimitives.Add(_y, _x.AsSpan(row, _columns), _y);
        }
    }
}
