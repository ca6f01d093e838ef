using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>The elementwise ops: each with System.Math's formula, over shapes that broadcast.</summary>
internal static class ElementwiseCases
{
    private static readonly ImmutableArray<ElementwiseCase> Table =
    [
        Unary(new Negate(), x => 0 - x),
        Unary(new Square(), x => x * x),
        Unary(new Sqrt(), Math.Sqrt) with { Domains = [Domain.Positive] },
        Unary(new Exp(), Math.Exp),
        Unary(new Expm1(), x => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2)),
        Unary(new Log(), Math.Log) with { Domains = [Domain.Positive] },
        Unary(new Log1p(), x => 2 * Math.Atanh(x / (2 + x))) with { Domains = [Domain.Positive with { Smallest = 0 }] },
        Unary(new Sin(), Math.Sin),
        Unary(new Cos(), Math.Cos),
        Unary(new Tanh(), Math.Tanh),
        Unary(new Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        Unary(new Relu(), x => x > 0 ? x : 0) with
        {
            Partial = (x, _) => x[0] > 0 ? 1 : 0,
            Changes = IsZero,
            Chooses = true,
        },
        Unary(new Abs(), Math.Abs) with { Partial = (x, _) => Math.Sign(x[0]), Changes = IsZero },
        Unary(new Sign(), x => Math.Sign(x)) with { Partial = Zero, Changes = IsZero },
        Unary(new StopGradient(), x => x),
        Binary(new Add(), (a, b) => a + b),
        Binary(new Subtract(), (a, b) => a - b),
        Binary(new Multiply(), (a, b) => a * b),
        Binary(new Divide(), (a, b) => a / b) with { Domains = [Domain.Real, Domain.NonZero] },
        Binary(new Power(), Math.Pow) with
        {
            Domains = [Domain.Positive],
            Partial = (x, i) => i == 1 ? (x[0] == 0 && x[1] > 0 ? 0 : Math.Pow(x[0], x[1]) * Math.Log(x[0]))
                : x[1] == 0 ? 0
                : x[1] * Math.Pow(x[0], x[1] - 1),
        },
        Binary(new Maximum(), Math.Max) with
        {
            Partial = (x, i) => Share(x[i].CompareTo(x[1 - i])),
            Changes = AreEqual,
            Chooses = true,
        },
        Binary(new Minimum(), Math.Min) with
        {
            Partial = (x, i) => Share(x[1 - i].CompareTo(x[i])),
            Changes = AreEqual,
            Chooses = true,
        },
        Binary(new Greater(), (a, b) => a > b ? 1 : 0) with { Partial = Zero, Changes = AreEqual },
        Binary(new GreaterOrEqual(), (a, b) => a >= b ? 1 : 0) with { Partial = Zero, Changes = AreEqual },
        Binary(new Equal(), (a, b) => a == b ? 1 : 0) with { Partial = Zero, Changes = AreEqual },
        new(new Where(), x => x[0] != 0 ? x[1] : x[2])
        {
            Partial = (x, i) => i == (x[0] != 0 ? 1 : 2) ? 1 : 0,
            Changes = IsZero,
            Chooses = true,
        },
    ];

    /// <summary>The elementwise ops by name.</summary>
    public static ImmutableSortedDictionary<string, ElementwiseCase> ByName { get; } =
        Table.Concat(Found.Of<ElementwiseCase>()).ToImmutableSortedDictionary(entry => entry.Op.Name, entry => entry);

    public static ImmutableArray<(Op Op, OpCase Case)> All { get; } =
        [.. ByName.Values.Select(
            entry => ((Op)entry.Op, new OpCase(Samples(entry.Op), sample => Apply(sample, entry.Value))))];

    private static Gen<OpSample> Choices =>
        from pair in Shapes.Pairs
        from of in Shapes.BroadcastingTo(pair.Joined)
        from mask in Values.Masks(of)
        from a in Values.Tensors(pair.Left)
        from b in Values.Tensors(pair.Right)
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new Where(), [mask, a, b], [false, true, true], seed);

    private static Gen<OpSample> Samples(Elementwise op) => op.Arity switch
    {
        1 =>
            from shape in Shapes.Any
            from x in Values.Tensors(shape, op.DomainOf(0))
            from seed in Gen.Choose(0, 9999)
            select new OpSample(op, [x], [true], seed),
        2 =>
            from pair in Shapes.Pairs
            from a in Values.Tensors(pair.Left, op.DomainOf(0))
            from b in Values.Tensors(pair.Right, op.DomainOf(1))
            from seed in Gen.Choose(0, 9999)
            select new OpSample(op, [a, b], [true, true], seed),
        _ => Choices,
    };

    private static ElementwiseCase Unary(Elementwise op, Func<double, double> f) => new(op, x => f(x[0]));

    private static ElementwiseCase Binary(Elementwise op, Func<double, double, double> f) =>
        new(op, x => f(x[0], x[1]));

    private static bool IsZero(double[] x) => x[0] == 0;

    private static bool AreEqual(double[] x) => x[0] == x[1];

    private static double Zero(double[] x, int input) => 0;

    private static double Share(int sign) => (1 + Math.Sign(sign)) / 2.0;

    private static Tensor<double> Apply(OpSample sample, Func<double[], double> f) => Naive.Of(
        Naive.Join(sample.Inputs.Select(input => input.Shape)),
        index => f([.. Enumerable.Range(0, sample.Inputs.Length).Select(i => Naive.Broadcast(sample[i], index))]));
}
