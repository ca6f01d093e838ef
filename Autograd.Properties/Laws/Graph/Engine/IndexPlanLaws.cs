using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Operations on indices: what they read and write, and what they refuse.</summary>
public sealed class IndexPlanLaws
{
    [Theory]
    [InlineData(511, 1)]
    [InlineData(513, 3)]
    [InlineData(1025, 2)]
    [InlineData(4096, 1)]
    [InlineData(4608, 1)]
    [InlineData(9000, 2)]
    [InlineData(70_000, 1)]
    public void A_place_that_is_named_many_times_gets_a_sum_as_any_other(int count, int inner)
    {
        var (x, at) = (Samples.Variable("x", [2, count, inner], 1),
            Prelude.Variable("at", new TensorType([count], ElementKind.Index)));
        foreach (var places in new[] { 1, 3, 700 })
        {
            var indices = Tensor.Generate([count], i => i % 3 == 0 ? i % places : 0);
            Runs.Agree([Expr.Apply(new ScatterAdd(1, places), x.Variable, at)], x, (at, indices));
        }
    }

    [Fact]
    public void Gather_scatter_one_hot_and_index_of_the_largest_have_the_bits_of_the_reference_along_every_axis()
    {
        var x = Samples.Variable("x", [20, 9, 33]);
        Expr rounded = x.Variable.Sign() * (x.Variable.Abs() > 1);
        var results = new List<Expr>();
        for (var axis = 0; axis < 3; axis++)
        {
            var length = x.Variable.Shape[axis];
            Expr indices = Tensor.Generate([5, 2], i => (i * 5) % length);
            results.Add(x.Variable.Gather(indices, axis));
            results.Add(Expr.Apply(new ScatterAdd(axis, 4), x.Variable, Tensor.Generate([length], i => (i * i) % 4)));
            results.Add(x.Variable.ArgMax(axis));
            results.Add(rounded.ArgMax(axis).OneHot(length));
            results.Add(rounded.ArgMax(axis).ToReal() * 0.5);
        }

        Runs.Agree([.. results], x);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(1, -1)]
    [InlineData(2, int.MinValue)]
    public void A_label_out_of_range_is_refused_by_its_number_and_the_frame_stays_usable(int threads, int label)
    {
        var (x, t) =
            (Prelude.Variable("x", [300, 10]), Prelude.Variable("t", new TensorType([300], ElementKind.Index)));
        var loss = (x * 2).SoftmaxCrossEntropy(t);
        var frame = Plan<float>.Make([x, t], [loss, x.Exp().Sum()], new() { Threads = threads }).NewExecution();
        var scores = Samples.Tensor(x.Shape);
        frame.Set(0, scores);
        frame.Set(1, Tensor.Generate([300], i => i == 299 ? label : i % 10));

        var refused = Assert.Throws<ArgumentOutOfRangeException>(frame.Run);
        Assert.Contains(
            $"Cross-entropy: the label {label} is not one of 0 to 9, at position 299; there are 10 classes",
            refused.Message, StringComparison.Ordinal);

        var right = Tensor.Generate([300], i => i % 10);
        frame.Set(1, right);
        Bits.AssertSame(Runs.Reference<float>([loss, x.Exp().Sum()], [(x, scores), (t, right)]), frame.Run(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_index_out_of_range_is_refused_by_gather_and_scatter(int threads)
    {
        var (x, i) = (Prelude.Variable("x", [4, 3]), Prelude.Variable("i", new TensorType([2], ElementKind.Index)));
        foreach (var (result, name) in new[] {
            (x.Gather(i), "Gather"), (Expr.Apply(new ScatterAdd(0, 4), x.Slice(0, 0, 2), i), "ScatterAdd") })
        {
            var frame = Plan<double>.Make([x, i], [result], new() { Threads = threads }).NewExecution();
            frame.Set(0, Samples.Tensor(x.Shape));
            frame.Set(1, Tensor.Vector(3, 4));
            var refused = Assert.Throws<ArgumentOutOfRangeException>(frame.Run);
            Assert.Contains($"{name}: the index 4 is not one of 0 to 3", refused.Message, StringComparison.Ordinal);
        }
    }
}
