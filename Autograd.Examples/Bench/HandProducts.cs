using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Threads;

namespace Autograd.Examples.Bench;

/// <summary>The engine's matrix products on the operands of a network, each run when it is asked for, between loops written by hand.</summary>
internal sealed class HandProducts
{
    private readonly Plan<float> _plan;
    private readonly Frame<float> _frame;
    private readonly ImmutableArray<Range> _instructions;
    private readonly int _layers;

    public HandProducts(int[] sizes, int batch, int threads)
    {
        _layers = sizes.Length - 1;
        var layers = Enumerable.Range(0, _layers).ToArray();
        Expr[] a = [.. layers.Select(l => Prelude.Variable($"a{l}", [batch, sizes[l]]))];
        Expr[] w = [.. layers.Select(l => Prelude.Variable($"w{l}", [sizes[l], sizes[l + 1]]))];
        Expr[] d = [.. layers.Select(l => Prelude.Variable($"d{l}", [batch, sizes[l + 1]]))];
        _plan = Plan<float>.Make(
            [.. a, .. w, .. d],
            [.. layers.Select(l => a[l].Dot(w[l])), .. layers.Select(l => a[l].Transpose().Dot(d[l])), .. layers[1..].Select(l => d[l].Dot(w[l].Transpose()))],
            new PlanOptions { Threads = threads });
        _frame = _plan.NewFrame();
        // A plan computes its outputs in their order: what lies between one and the next prepares the next.
        int[] ends = [0, .. _plan.OutputBuffers.Select(output => 1 + Enumerable.Range(0, _plan.Instructions.Length).Single(i => _plan.Instructions[i].Buffers.Contains(output)))];
        _instructions = [.. ends.Zip(ends.Skip(1), (start, end) => start..end)];
    }

    /// <summary>The input of a layer: a batch of rows.</summary>
    public Span<float> A(int layer) => _frame.Input(layer);

    public Span<float> Weight(int layer) => _frame.Input(_layers + layer);

    /// <summary>The gradient with respect to what a layer gives, before the activation.</summary>
    public Span<float> D(int layer) => _frame.Input((2 * _layers) + layer);

    /// <summary>a·w.</summary>
    public ReadOnlySpan<float> Forward(int layer) => Run(layer);

    /// <summary>aᵀ·d.</summary>
    public ReadOnlySpan<float> WeightGradient(int layer) => Run(_layers + layer);

    /// <summary>d·wᵀ, for every layer but the first.</summary>
    public ReadOnlySpan<float> InputGradient(int layer) => Run((2 * _layers) + layer - 1);

    private ReadOnlySpan<float> Run(int output)
    {
        foreach (var instruction in _plan.Instructions.AsSpan()[_instructions[output]]) Workers.Run(instruction, _frame, _plan.Options.Threads);
        return _frame.Output(output);
    }
}
