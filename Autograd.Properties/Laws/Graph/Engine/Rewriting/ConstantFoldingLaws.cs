using System.Diagnostics;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Engine.Rewriting;

/// <summary>
/// What depends on literals alone is computed when the plan is made, in its own numbers, and nothing else is.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 60)]
public sealed class ConstantFoldingLaws
{
    private static readonly Expr X = Variable("x", [3, 4]);
    private static readonly Expr C = Tensor.Generate([3, 4], i => Math.Sin(i) / 3);

    [Law]
    public void A_random_graph_of_literals_is_folded_whole_and_keeps_its_bits(GraphCase graph)
    {
        var literals = graph.Outputs.Select(output =>
            output.Substitute([.. graph.Bindings.Select(binding => (binding.Variable, (Expr)binding.Value))]));
        Runs.Agree([.. literals, .. literals.Select(output => output * 3 - 1)]);
        Assert.All(Plan<double>.Make([], literals).Pipelines,
            pipeline => Assert.Matches("^(copy|BroadcastTo) to", pipeline.Description));
    }

    [Fact]
    public void Numbers_and_tensors_are_folded_in_the_precision_of_the_plan()
    {
        Expr third = (Expr)1 / 3, indices = Tensor.Vector(2, 0, 1, 2);
        Runs.Agree(
            [
                X * (third * 3 - 1), X + (third + 1e-9 - third) * C, X * (C.Exp() + third).Sum(0),
                X.Dot(C.Transpose().Dot(C)), X + indices.OneHot(4).Gather(Tensor.Vector(1, 3, 0)),
                X * indices.ToReal(), X + C.ArgMax().OneHot(4), X - Expr.Apply(new ScatterAdd(1, 4), C, indices),
                X / (C.StopGradient() * Ones([3, 4])), X + new[] { C, C }.Concatenate().Pad(1, 0, 0).Slice(0, 2, 3),
            ],
            (X, Samples.Tensor([3, 4])));
    }

    [Fact]
    public void Only_what_the_variables_reach_is_left_to_the_run()
    {
        var plan = Plan<float>.Make([X], [X + (C.Exp() * 2).Sum(0) / Literal(Tensor.Vector(1, 0, 3, 2)).ToReal()]);
        Assert.Single(plan.Pipelines);
        Assert.Contains("5 × f(literals) = literal", plan.Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_broadcast_literal_is_not_written_out()
    {
        Expr row = Tensor.Generate([1000], i => i / 7.0), column = Tensor.Generate([1000, 1], i => i / 9.0);
        var x = Variable("x", [1000, 1000]);
        var plan =
            Plan<float>.Make([x], [x + row.BroadcastTo([1000, 1000]), x + row * column, x * Ones([1000, 1000]).Exp()]);
        Assert.True(plan.Buffers.Where(buffer => buffer.Role == BufferRole.Constant)
            .Sum(buffer => buffer.Bytes) < 20_000, plan.Explain());
    }

    [Fact]
    public void A_large_computation_is_left_to_the_run()
    {
        Expr a = Tensor.Generate([300, 300], i => Math.Sin(i)), sum = Ones([1 << 15, 1 << 15]).Sum();
        Assert.Contains("dot [300, 300]", Plan<float>.Make([], [a.Dot(a)]).Explain(), StringComparison.Ordinal);
        Assert.Contains("Sum of", Plan<float>.Make([], [sum]).Explain(), StringComparison.Ordinal);
    }

    // Each is small in elements and large in what its definition does with them.
    [Fact]
    public void A_large_convolution_or_pool_is_left_to_the_run()
    {
        Expr x = Tensor.Generate([1, 16, 32, 32], i => Math.Sin(i)), w =
            Tensor.Generate([16, 16, 3, 3], i => Math.Cos(i)), one = Tensor.Generate([1, 1, 64, 64], i => Math.Sin(i));
        var (y, wide) = (Tensor.Generate([1, 16, 30, 30], i => Math.Sin(i)), new ConvolutionGeometry(33, 1, 0, 1));
        Expr largest = Tensor.Generate([1, 1, 32, 32], i => Math.Sin(i));
        foreach (var large in new[]
        {
            x.Convolution(w), ((Expr)y).TransposedConvolution(w),
            Expr.Apply(new ConvolutionFilterGradient(new(3, 1, 0, 1), 1), x, y),
            one.MaxPool(33, stride: 1), Expr.Apply(new MaxPoolTangent(wide), one, one),
            Expr.Apply(new MaxPoolCotangent(wide), one, largest),
        })
        {
            Assert.Contains(Plan<float>.Make([], [large.Sum()]).Pipelines,
                pipeline => !pipeline.Description.StartsWith("copy to", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_time_and_memory_of_folding_are_bounded_for_the_whole_graph()
    {
        Expr a = Tensor.Generate([1 << 16], i => 1.0 / (i + 1));
        var (x, y) = (Variable("x", [1 << 16]), a);
        var sum = x;
        for (var i = 0; i < 100; i++) sum += y = y.Sin();
        var clock = Stopwatch.StartNew();
        var plan = Plan<float>.Make([x], [sum]);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
        Assert.True(plan.Buffers.Where(buffer => buffer.Role == BufferRole.Constant)
            .Sum(buffer => buffer.Bytes) < 1 << 20, plan.Explain());
    }

    [Fact]
    public void A_hundred_thousand_literals_fold_in_linear_time()
    {
        var (y, z) = ((Expr)0.5, C);
        for (var i = 0; i < 100_000; i++) y = (y * 0.9).Sin() + 0.1;
        for (var i = 0; i < 20_000; i++) z = (z + z.Sin()) * 0.5;
        var clock = Stopwatch.StartNew();
        Bits.AssertSame(Runs.Reference<double>([y + X, z + X], [(X, Samples.Tensor([3, 4]))]),
            Runs.Execution<double>([y + X, z + X], [(X, Samples.Tensor([3, 4]))]).Run(2));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }

    [Fact]
    public void An_index_outside_its_axis_stays_an_error_of_the_run_in_the_same_words()
    {
        Expr indices = Tensor.Vector(1, 7), rows = Tensor.Generate([3, 2], i => i * 1.0);
        foreach (var bad in new[] { indices.OneHot(5), rows.Gather(indices),
            Expr.Apply(new ScatterAdd(0, 4), Tensor.Generate([2, 2], i => 1.0), indices) })
        {
            var folding = Plan<float>.Make([], [bad.Sum() + 1]).NewExecution();
            var plain = Plan<float>.Make([], [bad.Sum() + 1], new() { Rewrite = false }).NewExecution();
            Assert.Equal(Assert.Throws<ArgumentOutOfRangeException>(plain.Run).Message,
                Assert.Throws<ArgumentOutOfRangeException>(folding.Run).Message);
        }
    }
}
