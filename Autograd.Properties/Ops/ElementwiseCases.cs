using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Ops;

/// <summary>The elementwise ops: each with System.Math's formula, over shapes that broadcast.</summary>
internal static class ElementwiseCases
{
    public static ImmutableArray<(Op Op, OpCase Case)> All { get; } =
    [
        Unary(new Negate(), x => 0 - x),
        Unary(new Square(), x => x * x),
        Unary(new Sqrt(), Math.Sqrt),
        Unary(new Exp(), Math.Exp),
        Unary(new Expm1(), x => 2 * Math.Exp(x / 2) * Math.Sinh(x / 2)),
        Unary(new Log(), Math.Log),
        Unary(new Log1p(), x => 2 * Math.Atanh(x / (2 + x))),
        Unary(new Sin(), Math.Sin),
        Unary(new Cos(), Math.Cos),
        Unary(new Tanh(), Math.Tanh),
        Unary(new Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        Unary(new Relu(), x => x > 0 ? x : 0),
        Unary(new Abs(), Math.Abs),
        Unary(new Sign(), x => Math.Sign(x)),
        Unary(new StopGradient(), x => x),
        Binary(new Add(), (a, b) => a + b),
        Binary(new Subtract(), (a, b) => a - b),
        Binary(new Multiply(), (a, b) => a * b),
        Binary(new Divide(), (a, b) => a / b),
        Binary(new Power(), Math.Pow),
        Binary(new Maximum(), Math.Max),
        Binary(new Minimum(), Math.Min),
        Binary(new Greater(), (a, b) => a > b ? 1 : 0),
        Binary(new GreaterOrEqual(), (a, b) => a >= b ? 1 : 0),
        Binary(new Equal(), (a, b) => a == b ? 1 : 0),
        (new Where(), new OpCase(Choices, sample => Apply(sample, x => x[0] != 0 ? x[1] : x[2]))),
    ];

    private static Gen<OpSample> Choices =>
        from pair in Shapes.Pairs
        from of in Shapes.BroadcastingTo(pair.Joined)
        from mask in Values.Masks(of)
        from a in Values.Tensors(pair.Left)
        from b in Values.Tensors(pair.Right)
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new Where(), [mask, a, b], [false, true, true], seed);

    private static (Op Op, OpCase Case) Unary(Op op, Func<double, double> f) => (op, new(
        from shape in Shapes.Any
        from x in Values.Tensors(shape, op.DomainOf(0))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(op, [x], [true], seed),
        sample => Apply(sample, x => f(x[0]))));

    private static (Op Op, OpCase Case) Binary(Op op, Func<double, double, double> f) => (op, new(
        from pair in Shapes.Pairs
        from a in Values.Tensors(pair.Left, op.DomainOf(0))
        from b in Values.Tensors(pair.Right, op.DomainOf(1))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(op, [a, b], [true, true], seed),
        sample => Apply(sample, x => f(x[0], x[1]))));

    private static Tensor<double> Apply(OpSample sample, Func<double[], double> f) => Naive.Of(
        Naive.Join(sample.Inputs.Select(input => input.Shape)),
        index => f([.. Enumerable.Range(0, sample.Inputs.Length).Select(i => Naive.Broadcast(sample[i], index))]));
}
