using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;
using Autograd.Graph.Reference;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Numerics;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Engine;

/// <summary>A plan knows what it will take.</summary>
public sealed class CostLaws
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(Autograd.Graph.Ops.Variable), typeof(Autograd.Graph.Ops.Literal), typeof(Pad), typeof(Concatenate),
        typeof(Gather), typeof(OneHot), typeof(ToReal), typeof(Dot), typeof(Autograd.Graph.Ops.Sum),
        typeof(Add), typeof(Subtract), typeof(Multiply), typeof(Divide), typeof(Negate), typeof(Abs), typeof(Sqrt),
        typeof(Exp), typeof(Log), typeof(Sin), typeof(Cos),
        typeof(Autograd.Graph.Ops.Tanh), typeof(Autograd.Graph.Ops.Sigmoid), typeof(Autograd.Graph.Ops.Maximum),
        typeof(Autograd.Graph.Ops.Minimum),
        typeof(Autograd.Graph.Ops.Where), typeof(Autograd.Graph.Ops.Greater),
    ];

    [Law(MaxTest = 30)]
    public void A_product_takes_two_operations_for_each_triple_of_row_column_and_depth(byte m, byte k, byte n)
    {
        var (a, b) = (Variable("a", [m, k]), Variable("b", [k, n]));
        var cost = Plan<float>.Make([a, b], [a.Dot(b)]).Cost;
        Assert.Equal(2L * m * k * n, cost.Flops);
        Assert.Equal(4L * ((m * k) + (k * n) + (m * n)), cost.Bytes);
    }

    [Law(MaxTest = 30)]
    public void A_region_takes_an_operation_for_each_element_and_node_and_moves_only_what_it_reads_and_writes(
        byte rows, byte columns)
    {
        var (x, row, column) =
            (Variable("x", [rows, columns]), Variable("row", [columns]), Variable("column", [rows, 1]));
        var y = ((x + row) * column).Tanh() - 2;
        var cost = Plan<double>.Make([x, row, column], [y]).Cost;
        Assert.Equal(4L * rows * columns, cost.Flops);
        Assert.InRange(cost.Bytes, 2L * 8 * rows * columns, 8L * ((3 * rows * columns) + rows + columns + 1));
    }

    [Fact]
    public void The_step_of_the_books_network_takes_the_operations_that_one_counts_by_hand()
    {
        var (x, w1, w2) = (Variable("x", [100, 784]), Variable("w1", [784, 50]), Variable("w2", [50, 10]));
        var loss = x.Dot(w1).Sigmoid().Dot(w2).Sum();
        var products = 2L * 100 * ((784 * 50 * 2) + (50 * 10 * 3));
        var cost = Plan<float>.Make([x, w1, w2], [loss, loss.Gradient(w1), loss.Gradient(w2)]).Cost;
        Assert.InRange(cost.Flops, products, products + (100 * 60 * 10));
    }

    [Theory]
    [InlineData(3, 4, 9, 6, 3, 1, 1, 1)]
    [InlineData(2, 4, 12, 6, 5, 2, 2, 2)]
    [InlineData(2, 32, 14, 32, 3, 1, 1, 1)]
    [InlineData(5, 1, 8, 4, 3, 1, 0, 1)]
    public void A_convolution_and_each_gradient_take_two_operations_for_each_place_filter_and_element_of_a_window(
        int n, int c, int side, int f, int size, int stride, int padding, int groups)
    {
        var (x, w) = (Variable("x", [n, c, side, side]), Variable("w", [f, c / groups, size, size]));
        var y = x.Convolution(w, stride, padding, groups: groups);
        var g = Variable("g", y.Shape);
        var operations = 2L * y.Shape.Size * (c / groups) * size * size;
        Assert.Equal(operations, Plan<float>.Make([x, w], [y]).Cost.Flops);
        Assert.Equal(operations, Plan<float>.Make([w, g], [y.Vjp(g, x)]).Cost.Flops);
        // The sums of the chunks are added besides.
        Assert.InRange(
            Plan<float>.Make([x, g], [y.Vjp(g, w)]).Cost.Flops, operations, operations + (11L * w.Shape.Size));
    }

    [Theory]
    [InlineData(4, 9, 6, 3, 1, 1, 1, 1)]
    [InlineData(4, 12, 6, 5, 2, 2, 1, 2)]
    [InlineData(32, 14, 32, 3, 1, 1, 1, 1)]
    [InlineData(24, 13, 32, 3, 2, 2, 3, 1)]
    public void A_convolution_and_each_gradient_move_each_operand_once_and_besides_only_weights(
        int c, int side, int f, int size, int stride, int padding, int dilation, int groups)
    {
        // Weights are laid out for the products, and their gradient is summed in 12 chunks: as much for few images as
        // for many.
        var (few, twice) = (Bytes(24), Bytes(48));
        for (var i = 0; i < few.Costs.Length; i++)
        {
            Assert.Equal(few.Images, twice.Costs[i] - few.Costs[i]);
            Assert.InRange(few.Costs[i] - few.Images, few.Weights, 16 * few.Weights);
        }

        (ImmutableArray<long> Costs, long Images, long Weights) Bytes(int n)
        {
            var (x, w) = (Variable("x", [n, c, side, side]), Variable("w", [f, c / groups, size, size]));
            var y = x.Convolution(w, stride, padding, dilation, groups);
            var g = Variable("g", y.Shape);
            ImmutableArray<(ImmutableArray<Expr> Variables, Expr Root)> plans =
                [([x, w], y), ([w, g], y.Vjp(g, x)), ([x, g], y.Vjp(g, w))];
            return ([.. plans.Select(plan => Plan<float>.Make(plan.Variables, [plan.Root]).Cost.Bytes)],
                4L * (x.Shape.Size + y.Shape.Size), 4L * w.Shape.Size);
        }
    }

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 1, 0)]
    [InlineData(2, 3, 0)]
    public void Pooling_and_its_derivatives_take_an_operation_for_each_element_of_each_window_and_move_operands_once(
        int size, int stride, int padding)
    {
        var x = Variable("x", [3, 5, 13, 16]);
        var y = x.MaxPool(size, stride, padding);
        var (g, t) = (Variable("g", y.Shape), Variable("t", x.Shape));
        var (operations, image, places) = ((long)y.Shape.Size * size * size, 4L * x.Shape.Size, 4L * y.Shape.Size);
        Assert.Equal((operations, image + places), Cost([x], y));
        Assert.Equal((operations, (2 * image) + places), Cost([x, g], y.Vjp(g, x)));
        Assert.Equal((operations, (2 * image) + places), Cost([x, t], y.Jvp(x, t)));

        static (long Flops, long Bytes) Cost(ImmutableArray<Expr> variables, Expr root)
        {
            var cost = Plan<float>.Make(variables, [root]).Cost;
            return (cost.Flops, cost.Bytes);
        }
    }

    [Fact]
    public void The_step_of_the_books_convolutional_network_takes_the_operations_that_one_counts_by_hand()
    {
        var net = Autograd.Nn.SimpleConvNet.Create([1, 28, 28], 10, Autograd.Nn.Initializers.He, Key.From(1));
        var step = Autograd.Nn.Train.Step<Autograd.Nn.SimpleConvNet>(
            (model, x, t) => model.Scores(x).SoftmaxCrossEntropy(t), Autograd.Nn.Optimizers.Adam(0.001));
        var products = 2L * 100 * ((2 * 30 * 25 * 576) + (3 * 4320 * 100) + (3 * 100 * 10));
        // Bias, pooling and their gradients; 14 for each of Adam's parameters.
        Assert.InRange(step.PlanFor(step.Start(net), 100, 784).Cost.Flops, products,
            products + (100 * 30 * 576 * 8L) + (435_000 * 14L));
    }

    // Operations whose scalar meaning is one operation of arithmetic, and those that compute nothing.
    private static bool IsCounted(Expr node) => node.Op is ViewOp || Plain.Contains(node.Op.GetType());

    [Law(MaxTest = 200, Arbitrary = [typeof(Arbitraries)])]
    public void The_operations_of_a_plan_are_those_that_the_reference_interpreter_does(GraphCase graph)
    {
        ImmutableArray<Expr> roots = [.. graph.Outputs.Where(root => Topology.InOrder([root]).All(IsCounted))];
        var options = new PlanOptions { Rewrite = false };
        Counted.Operations = 0;
        Interpreter.Evaluate<double, Counted>(roots, graph.Bindings);
        Assert.Equal(Counted.Operations, Plan<double>.Make(graph.Variables, roots, options).Cost.Flops);
    }

    [Law(MaxTest = 100, Arbitrary = [typeof(Arbitraries)])]
    public void The_peak_of_a_plan_is_what_its_memory_takes(GraphCase graph)
    {
        foreach (var threads in (int[])[1, 3])
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var plan = Plan<float>.Make(graph.Variables, graph.Outputs, new PlanOptions { Threads = threads });
            var made = GC.GetAllocatedBytesForCurrentThread();
            var frame = plan.NewExecution();
            var framed = GC.GetAllocatedBytesForCurrentThread() - made;
            const int slack = 4 * PinnedBlock.Alignment;
            Assert.InRange(plan.Cost.PeakBytes, frame.Bytes - slack, frame.Bytes + (made - before));
            // The addresses of buffers and the frame itself lie beside the memory.
            Assert.InRange(framed, frame.Bytes, frame.Bytes + 2000 + (16L * plan.Buffers.Length));
        }
    }
}
