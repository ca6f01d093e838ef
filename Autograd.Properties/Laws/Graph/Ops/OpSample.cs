using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// One application of an op: its inputs' values, and which of them derivatives are taken with respect to.
/// </summary>
public sealed class OpSample(Op op, ImmutableArray<Tensor> inputs, ImmutableArray<bool> varies, int seed)
{
    private Expr? _node;

    public Op Op { get; } = op;

    /// <summary>What the node applies: the op, or a mutant of it with the same values and other derivatives.</summary>
    public Op Applied { get; private init; } = op;

    public ImmutableArray<Tensor> Inputs => inputs;

    public int Seed => seed;

    /// <summary>
    /// What the op is applied to: a variable for each input, or the number itself where the sample says so.
    /// </summary>
    public ImmutableArray<Expr> Arguments { get; private init; } =
        [.. inputs.Select((input, i) => Prelude.Variable($"{(char)('a' + i)}", input.Type))];

    public Expr Node => _node ??= Expr.Apply(Applied, Arguments.AsSpan());

    public (Expr Variable, Tensor Value)[] Bindings =>
        [.. Arguments.Zip(inputs, (x, value) => (x, value)).Where(binding => binding.x.Op is Variable)];

    public ImmutableArray<Expr> Varying => [.. Arguments.Where((_, i) => varies[i])];

    /// <summary>A real input.</summary>
    public Tensor<double> this[int input] => (Tensor<double>)inputs[input];

    /// <summary>An index input.</summary>
    public Tensor<int> Indices(int input) => (Tensor<int>)inputs[input];

    /// <summary>The same application of another op.</summary>
    public OpSample Of(Op other) => new(Op, inputs, varies, seed) { Applied = other, Arguments = Arguments };

    /// <summary>The same application at other values.</summary>
    public OpSample At(IEnumerable<Tensor> values) => new(Op, [.. values], varies, seed)
    {
        Applied = Applied,
        Arguments = [.. Arguments.Zip(
            values, (argument, value) => argument.Op is Variable ? argument : ((Tensor<double>)value).ToScalar())],
    };

    /// <summary>The same application with one input written as a number, which does not vary.</summary>
    public OpSample WithNumber(int input, double number) =>
        new(Op, inputs.SetItem(input, number), varies.SetItem(input, false), seed)
        {
            Applied = Applied,
            Arguments = Arguments.SetItem(input, number),
        };

    public override string ToString() =>
        $"{Op.Name}({Op.Parameters}) of {string.Join(" and ", inputs.Select(input => $"{input.Type} {input}"))}";
}
