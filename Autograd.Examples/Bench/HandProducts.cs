using System.Runtime.InteropServices;
using Autograd.Graph.Engine.Kernels.Products;

namespace Autograd.Examples.Bench;

/// <summary>
/// The engine's matrix product on the operands of a network, each called when it is asked for, between loops written by
/// hand.
/// </summary>
internal sealed unsafe class HandProducts : IDisposable
{
    private const int Alignment = 64;

    private readonly List<nint> _memory = [];
    private readonly int[] _sizes;
    private readonly int _batch;
    private readonly nint[] _a;
    private readonly nint[] _weights;
    private readonly nint[] _d;
    private readonly nint _result;
    private readonly nint _scratch;

    public HandProducts(int[] sizes, int batch)
    {
        (_sizes, _batch) = (sizes, batch);
        var layers = sizes.Length - 1;
        _a = [.. sizes[..layers].Select(size => Floats(batch * size))];
        _weights = [.. Enumerable.Range(0, layers).Select(l => Floats(sizes[l] * sizes[l + 1]))];
        _d = [.. sizes[1..].Select(size => Floats(batch * size))];
        var largest = Enumerable.Range(0, layers)
            .Max(l => Math.Max(sizes[l] * sizes[l + 1], batch * Math.Max(sizes[l], sizes[l + 1])));
        _result = Floats(largest);
        _scratch = Floats(Shapes().Max(shape => MatrixProduct.ScratchElements<float>(shape)));
    }

    /// <summary>The input of a layer: a batch of rows.</summary>
    public Span<float> A(int layer) => new((float*)_a[layer], _batch * _sizes[layer]);

    public Span<float> Weight(int layer) => new((float*)_weights[layer], _sizes[layer] * _sizes[layer + 1]);

    /// <summary>The gradient with respect to what a layer gives, before the activation.</summary>
    public Span<float> D(int layer) => new((float*)_d[layer], _batch * _sizes[layer + 1]);

    /// <summary>a·w; the next product overwrites it.</summary>
    public ReadOnlySpan<float> Forward(int layer) => Run(ForwardShape(layer), _a[layer], _weights[layer]);

    /// <summary>aᵀ·d; the next product overwrites it.</summary>
    public ReadOnlySpan<float> WeightGradient(int layer) => Run(WeightShape(layer), _a[layer], _d[layer]);

    /// <summary>d·wᵀ, for every layer but the first; the next product overwrites it.</summary>
    public ReadOnlySpan<float> InputGradient(int layer) => Run(InputShape(layer), _d[layer], _weights[layer]);

    public void Dispose()
    {
        foreach (var block in _memory) NativeMemory.AlignedFree((void*)block);
    }

    private MatrixProductShape ForwardShape(int layer) =>
        MatrixProductShape.Dense(_batch, _sizes[layer + 1], _sizes[layer]);

    private MatrixProductShape WeightShape(int layer) =>
        MatrixProductShape.Dense(_sizes[layer], _sizes[layer + 1], _batch, transposeA: true);

    private MatrixProductShape InputShape(int layer) =>
        MatrixProductShape.Dense(_batch, _sizes[layer], _sizes[layer + 1], transposeB: true);

    private IEnumerable<MatrixProductShape> Shapes() => Enumerable.Range(0, _weights.Length)
        .SelectMany(layer => new[] { ForwardShape(layer), WeightShape(layer), InputShape(layer) });

    private ReadOnlySpan<float> Run(MatrixProductShape shape, nint a, nint b)
    {
        MatrixProduct.Multiply(shape, (float*)a, (float*)b, (float*)_result, (float*)_scratch);
        return new((float*)_result, shape.Rows * shape.Columns);
    }

    // The kernel may read a vector past the end.
    private nint Floats(int count)
    {
        var bytes = (nuint)((count * sizeof(float)) + Alignment);
        var block = NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(block, bytes);
        _memory.Add((nint)block);
        return (nint)block;
    }
}
