using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// What is read in parts has a gradient that takes the memory and the work of the parts together, not of a whole for
/// each.
/// </summary>
public sealed class SliceGradientLaws
{
    private const int Width = 32;

    public static TheoryData<string> Ways => [.. Reads.Keys];

    // Step i of n of what is read from x [n, Width].
    private static ImmutableSortedDictionary<string, Func<Expr, int, int, Expr>> Reads { get; } =
        new Dictionary<string, Func<Expr, int, int, Expr>>
        {
            ["a row"] = (x, i, n) => x.Slice(0, i, 1).Reshape(Width),
            ["the rows backwards"] = (x, i, n) => x.Slice(0, n - 1 - i, 1).Reshape(Width),
            ["a window of two"] = (x, i, n) => x.Slice(0, Math.Min(i, n - 2), 2).Sum(0),
            ["a window with a step"] = (x, i, n) => x.Slice(0, i % (n - 4), 2, 3).Sum(0),
            ["a slice of a slice"] = (x, i, n) =>
                x.Slice(0, i / 2, n / 2).Slice(0, Math.Min(i - (i / 2), (n / 2) - 1), 1).Reshape(Width),
            ["a row of the transpose"] = (x, i, n) => x.Transpose().Slice(1, i, 1).Reshape(Width),
            ["a part of a vector"] = (x, i, n) => x.Reshape(-1).Slice(0, i * Width, Width),
            ["a row and a column"] = (x, i, n) =>
                x.Slice(0, i, 1).Reshape(Width) * x.Slice(1, i % Width, 1).Slice(0, i, 1).Sum(),
            ["an element"] = (x, i, n) => x.Slice(0, i, 1).Slice(1, i % Width, 1).Sum().BroadcastTo([Width]),
            ["indices"] = (x, i, n) => x.Gather(Tensor.Vector(i, (i * 7) % n)).Sum(0),
            ["indices in a matrix"] = (x, i, n) => x.Gather(Tensor.Of([2, 2], i, 0, n - 1, i)).Sum(0, 1),
            ["indices along the inner axis"] = (x, i, n) =>
                x.Slice(0, i, 1).Reshape(Width).Gather(Tensor.Generate([Width], k => (k + i) % Width)),
            ["the rows joined"] = (x, i, n) =>
                new[] { x.Slice(0, i, 1), x.Slice(0, (i + 1) % n, 1) }.Concatenate().Sum(0),
        }.ToImmutableSortedDictionary();

    [Theory]
    [MemberData(nameof(Ways))]
    public void Twice_the_steps_are_about_twice_the_memory_and_the_work(string way)
    {
        var (small, large) = (Plans(way, 60), Plans(way, 240));
        foreach (var (name, of) in small)
        {
            AssertLinear($"{name}: bytes of a frame", of.WorkspaceBytes, large[name].WorkspaceBytes);
            AssertLinear($"{name}: operations", of.Cost.Flops, large[name].Cost.Flops);
            AssertLinear($"{name}: bytes moved", of.Cost.Bytes, large[name].Cost.Bytes);
            AssertLinear($"{name}: instructions", of.Pipelines.Length, large[name].Pipelines.Length);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_gradient_is_that_of_differences_and_both_modes_agree_to_the_second_order(string way)
    {
        const int Steps = 6;
        var x = Samples.Variable("x", [Steps, Width]);
        Expr v = Samples.Tensor([Steps, Width], 5);
        var loss = Loss(x.Variable, Reads[way], Steps);
        var gradient = loss.Gradient(x.Variable);
        Close.Tensors(way, Oracles.Differences(loss, x.Variable, [x]), gradient.Evaluate<double>(x), 1e-6);
        var along = (gradient * v).Sum();
        Close.Tensors($"{way}, forward", along.Evaluate<double>(x), loss.Jvp(x.Variable, v).Evaluate<double>(x), 1e-12);
        Close.Tensors(
            $"{way}, second order",
            along.Gradient(x.Variable).Evaluate<double>(x),
            loss.HessianVectorProduct(x.Variable, v).Evaluate<double>(x),
            1e-11);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_plan_gives_the_bits_of_the_reference(string way)
    {
        const int Steps = 7;
        var x = Samples.Variable("x", [Steps, Width]);
        var v = Samples.Variable("v", [Steps, Width], 3);
        var xs = Samples.Variable("xs", [3, Steps, Width], 4);
        var loss = Loss(x.Variable, Reads[way], Steps);
        var gradient = loss.Gradient(x.Variable);
        Runs.Agree(
            [gradient, loss.HessianVectorProduct(x.Variable, v.Variable), gradient.Square().Sum().Gradient(x.Variable),
                gradient.Vectorize((x.Variable, xs.Variable))],
            x, v, xs);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_gradient_for_each_example_is_a_loop_over_them(string way)
    {
        const int Steps = 6;
        var x = Variable("x", [Steps, Width]);
        var gradient = Loss(x, Reads[way], Steps).Gradient(x);
        var xs = Samples.Variable("xs", [3, Steps, Width], 4);
        var together = gradient.Vectorize((x, xs.Variable)).Evaluate<double>(xs);
        for (var i = 0; i < 3; i++)
        {
            var alone =
                gradient.Evaluate<double>((x, xs.Variable.Slice(0, i, 1).Reshape(Steps, Width).Evaluate<double>(xs)));
            var first = i * alone.Shape.Size;
            Assert.Equal(alone, Tensor.Generate(alone.Shape, k => together.Elements[first + k]));
        }
    }

    [Fact]
    public void A_list_taken_apart_from_its_head_has_a_gradient_of_its_own_length()
    {
        long Bytes(int n)
        {
            var (x, w) = (Variable("x", [n, Width]), Variable("w", [Width, Width]));
            var (h, rest) = (Zeros([Width]), x);
            for (var i = 0; i < n; i++)
            {
                h = (h.Dot(w) + rest.Slice(0, 0, 1).Reshape(Width)).Tanh();
                rest = rest.Slice(0, 1, n - 1 - i);
            }

            var plan = Plan<float>.Make([x, w], [h.Square().Sum().Gradient(x)]);
            return plan.Cost.Bytes + plan.WorkspaceBytes;
        }

        AssertLinear("bytes", Bytes(60), Bytes(240));
    }

    [Fact]
    public void Parts_that_cover_a_node_are_put_side_by_side()
    {
        var x = Variable("x", [6]);
        var loss = (x.Slice(0, 3, 3).Square() + (2 * x.Slice(0, 0, 3))).Sum();
        Assert.IsType<Concatenate>(loss.Gradient(x).Op);
        var overlapping = (x.Slice(0, 2, 3).Square() + (2 * x.Slice(0, 0, 3))).Sum();
        Assert.IsType<AddSlices>(overlapping.Gradient(x).Op);
        Assert.IsType<Pad>(x.Slice(0, 2, 3).Square().Sum().Gradient(x).Op);
    }

    private static Expr Loss(Expr x, Func<Expr, int, int, Expr> read, int steps)
    {
        var h = Zeros([Width]);
        for (var i = 0; i < steps; i++) h = ((0.5 * h) + read(x, i, steps)).Tanh();
        return h.Square().Sum();
    }

    private static Dictionary<string, Plan<float>> Plans(string way, int steps)
    {
        var (x, v) = (Variable("x", [steps, Width]), Variable("v", [steps, Width]));
        var loss = Loss(x, Reads[way], steps);
        return new()
        {
            ["gradient"] = Plan<float>.Make([x], [loss.Gradient(x)]),
            ["Hessian-vector product"] = Plan<float>.Make([x, v], [loss.HessianVectorProduct(x, v)]),
        };
    }

    private static void AssertLinear(string what, long small, long large) =>
        Assert.True(large <= 4.8 * small, $"{what}: {small} for some steps, {large} for four times as many.");
}
