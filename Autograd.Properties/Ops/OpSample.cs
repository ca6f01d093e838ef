using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Ops;

/// <summary>One application of an op: its inputs' values, and which of them derivatives are taken with respect to.</summary>
public sealed class OpSample(Op op, ImmutableArray<Tensor> inputs, ImmutableArray<bool> varies, int seed)
{
    public Op Op => op;

    public ImmutableArray<Tensor> Inputs => inputs;

    public int Seed => seed;

    public ImmutableArray<Expr> Variables { get; } = [.. inputs.Select((input, i) => Prelude.Variable($"{(char)('a' + i)}", input.Type))];

    public Expr Node => Expr.Apply(op, Variables.AsSpan());

    public (Expr Variable, Tensor Value)[] Bindings => [.. Variables.Zip(inputs)];

    public ImmutableArray<Expr> Varying => [.. Variables.Where((_, i) => varies[i])];

    /// <summary>A real input.</summary>
    public Tensor<double> this[int input] => (Tensor<double>)inputs[input];

    /// <summary>An index input.</summary>
    public Tensor<int> Indices(int input) => (Tensor<int>)inputs[input];

    public override string ToString() => $"{op.Name}({op.Parameters}) of {string.Join(" and ", inputs.Select(input => $"{input.Type} {input}"))}";
}
