using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms.Calls;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// Functions applied as one node, with each kind of derivative rules; and what waits for another node.
/// </summary>
internal static class CallCases
{
    private static readonly ImmutableArray<CallRules> Rules =
    [
        new RecomputeRules(),
        new CustomVjpRules((x, _, g) => [(x[1].Square() * g * x[0].Cos()) + g, 2 * g * x[1] * x[0].Sin()]),
        new CustomJvpRules((x, _, t) => (x[0].Cos() * t[0] * x[1].Square()) + t[0] + (2 * x[0].Sin() * x[1] * t[1])),
    ];

    public static ImmutableArray<(Type Op, OpCase Case)> All { get; } =
    [
        (typeof(Call), new(Calls, sample => Naive.Of(
            sample.Inputs[0].Shape, at => (Math.Sin(sample[0][at]) * sample[1][at] * sample[1][at]) + sample[0][at]))),
        (typeof(OptimizationBarrier), new(Waits, sample => sample[0])),
    ];

    // sin(x) · y² + x.
    private static Gen<OpSample> Calls =>
        from shape in Shapes.Any
        from x in Values.Tensors(shape)
        from y in Values.Tensors(shape)
        from rules in Gen.Elements(Rules.AsEnumerable())
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new Call(BodyOf(shape), rules), [x, y], [true, true], seed);

    private static Gen<OpSample> Waits =>
        from x in Shapes.Any.SelectMany(shape => Values.Tensors(shape))
        from y in Shapes.Any.SelectMany(shape => Values.Tensors(shape))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new OptimizationBarrier(), [x, y], [true, true], seed);

    private static Body BodyOf(Shape shape)
    {
        var (x, y) = (Prelude.Variable("x", shape), Prelude.Variable("y", shape));
        return new("SinTimes", [x, y], (x.Sin() * y.Square()) + x);
    }
}
