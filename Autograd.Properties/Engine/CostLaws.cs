using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;
using Autograd.Graph.Reference;
using Autograd.Properties.Generators;
using FsCheck.Xunit;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Engine;

/// <summary>A plan knows what it will take.</summary>
public sealed class CostLaws
{
    private static readonly HashSet<Type> Plain =
    [
        typeof(Graph.Ops.Variable), typeof(Graph.Ops.Literal), typeof(Pad), typeof(Concatenate), typeof(Gather), typeof(OneHot), typeof(ToReal), typeof(Dot), typeof(Graph.Ops.Sum),
        typeof(Add), typeof(Subtract), typeof(Multiply), typeof(Divide), typeof(Negate), typeof(Abs), typeof(Sqrt), typeof(Exp), typeof(Log), typeof(Sin), typeof(Cos),
        typeof(Graph.Ops.Tanh), typeof(Graph.Ops.Sigmoid), typeof(Graph.Ops.Maximum), typeof(Graph.Ops.Minimum), typeof(Graph.Ops.Where), typeof(Graph.Ops.Greater),
    ];

    [Property(MaxTest = 30)]
    public void A_product_takes_two_operations_for_each_triple_of_row_column_and_depth(byte m, byte k, byte n)
    {
        var (a, b) = (Variable("a", [m, k]), Variable("b", [k, n]));
        var cost = Plan<float>.Make([a, b], [a.Dot(b)]).Cost;
        Assert.Equal(2L * m * k * n, cost.Flops);
        Assert.Equal(4L * ((m * k) + (k * n) + (m * n)), cost.Bytes);
    }

    [Property(MaxTest = 30)]
    public void A_region_takes_an_operation_for_each_element_and_node_and_moves_only_what_it_reads_and_writes(byte rows, byte columns)
    {
        var (x, row, column) = (Variable("x", [rows, columns]), Variable("row", [columns]), Variable("column", [rows, 1]));
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

    // Operations whose scalar meaning is one operation of arithmetic, and those that compute nothing.
    private static bool IsCounted(Expr node) => node.Op is ViewOp || Plain.Contains(node.Op.GetType());

    [Property(MaxTest = 200, Arbitrary = [typeof(Arbitraries)])]
    public void The_operations_of_a_plan_are_those_that_the_reference_interpreter_does(GraphCase graph)
    {
        ImmutableArray<Expr> roots = [.. graph.Outputs.Where(root => Topology.InOrder([root]).All(IsCounted))];
        var options = new PlanOptions { Rewrite = false };
        Counted.Operations = 0;
        Interpreter.Evaluate<double, Counted>(roots, graph.Bindings);
        Assert.Equal(Counted.Operations, Plan<double>.Make(graph.Variables, roots, options).Cost.Flops);
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(Arbitraries)])]
    public void The_peak_of_a_plan_is_what_its_memory_takes(GraphCase graph)
    {
        foreach (var threads in (int[])[1, 3])
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var plan = Plan<float>.Make(graph.Variables, graph.Outputs, new PlanOptions { Threads = threads });
            var made = GC.GetAllocatedBytesForCurrentThread();
            var frame = plan.NewFrame();
            var framed = GC.GetAllocatedBytesForCurrentThread() - made;
            const int slack = 4 * PinnedBlock.Alignment;
            Assert.InRange(plan.Cost.PeakBytes, frame.Bytes - slack, frame.Bytes + (made - before));
            // The addresses of buffers and the frame itself lie beside the memory.
            Assert.InRange(framed, frame.Bytes, frame.Bytes + 2000 + (16L * plan.Buffers.Length));
        }
    }
}
