using System.Collections.Immutable;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Lowering;

/// <content>The stages of single nodes, op by op.</content>
internal sealed partial class GraphLowering<T>
{
    private void LowerDot(FusionGroup group)
    {
        var (left, right) = (group.Readings[0], group.Readings[1]);
        var (a, b) = (left.Input.Shape, right.Input.Shape);
        var shape = MatrixProductShape.Dense(a[-2], b[-1], a[-1], left.Transposed, right.Transposed);
        var batch = Shape.Of(a.Axes.AsSpan()[..^2]).Size;
        var dot = new DotBuffers(BufferOf(left.Source), BufferOf(right.Source), BufferOf(group.Last), batch, shape);
        var description = $"dot {a}{(left.Transposed ? "ᵀ" : "")} · {b}{(right.Transposed ? "ᵀ" : "")}";
        if (DotByColumnsStage<T>.Suits(dot)) _pipelines.Add(new DotByColumnsStage<T>(description, dot));
        else _pipelines.Add(new DotByRowsStage<T>(description, dot));
    }

    // Reductions need neighbouring axes. If the reduced axes are apart, the input is first permuted to put them last.
    private void LowerReduction(FusionGroup group)
    {
        var node = group.Last;
        var (x, axes) = (node.Inputs[0].Shape, node.Op is Sum sum ? sum.Axes : ((Max)node.Op).Axes);
        var source = BufferOf(group.Readings[0].Source);
        var kept = Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis)).ToArray();
        var areNeighbours = axes.Count == 0 || axes[^1] - axes[0] == axes.Count - 1;
        if (!areNeighbours)
        {
            var order = new Permute([.. kept, .. axes]);
            var permuted = Shape.Of([.. order.Axes.Select(axis => x[axis])]);
            var copy = Add(new(permuted), BufferRole.Temporary);
            _pipelines.Add(new CopyStage<T>(
                $"permute {x} to {permuted}", source, order.ViewOf(x), copy, Row(permuted), permuted, false, 0));
            source = copy;
        }

        var first = areNeighbours && axes.Count > 0 ? axes[0] : kept.Length;
        var shape = areNeighbours ? x.Axes : [.. kept.Select(axis => x[axis]), .. axes.Select(axis => x[axis])];
        var kernel =
            node.Op is Sum ? (ReduceKernel<T>)new ReduceKernel<Sum.Definition, T>()
                : new ReduceKernel<Max.Definition, T>();
        var (outer, reduced, inner) = (Product(shape[..first]), Product(shape[first..(first + axes.Count)]),
            Product(shape[(first + axes.Count)..]));
        var description = $"{node.Op.Name} of {x} along {axes}";
        if (inner == 1)
        {
            _pipelines.Add(new ReduceRowsStage<T>(description, kernel, source, BufferOf(node), outer, reduced));
        }
        else
        {
            _pipelines.Add(
                new ReduceColumnsStage<T>(description, kernel, source, BufferOf(node), outer, reduced, inner));
        }
    }

    private void LowerConcatenate(FusionGroup group, Concatenate concatenate)
    {
        var node = group.Last;
        var starts = concatenate.Starts(node);
        var (strides, target) = (node.Shape.Strides(), BufferOf(node));
        var description = $"{node.Op.Name} to {node.Shape}";
        for (var i = 0; i < starts.Length; i++)
        {
            var (source, part) = (BufferOf(group.Readings[i].Source), node.Inputs[i].Shape);
            var to = new View(starts[i] * strides[concatenate.Axis], strides);
            _pipelines.Add(
                new CopyStage<T>(description, source, Row(part), target, to, part, false, node.Shape.Size));
        }
    }

    private void AddArgMax(FusionGroup group, ArgMax argMax)
    {
        var x = group.Last.Inputs[0].Shape.Axes;
        _pipelines.Add(new ArgMaxStage<T>(
            BufferOf(group.Readings[0].Source), BufferOf(group.Last), Product(x[..argMax.Axis]), x[argMax.Axis],
            Product(x[(argMax.Axis + 1)..])));
    }

    private void AddUniform(Expr node, int keys, Shape each)
    {
        var rows = each.Rank > 0 ? each[0] : 1;
        _pipelines.Add(new UniformStage<T>(
            keys, BufferOf(node), node.Inputs[0].Shape.Size / 2, rows, rows == 0 ? 0 : each.Size / rows));
    }

    private void AddGather(FusionGroup group, bool scatter, int axis, Shape whole)
    {
        _pipelines.Add(new GatherStage<T>(
            scatter,
            BufferOf(group.Readings[0].Source),
            BufferOf(group.Readings[1].Source),
            BufferOf(group.Last),
            Product(whole.Axes[..axis]),
            whole[axis],
            group.Last.Inputs[1].Shape.Size,
            Product(whole.Axes[(axis + 1)..]),
            group.Last.Inputs[1].Describe()));
    }

    private void AddCopy(Expr node, int source, View from, View to, Shape block, bool clear) =>
        _pipelines.Add(new CopyStage<T>(
            $"{node.Op.Name} to {node.Shape}", source, from, BufferOf(node), to, block, clear, node.Shape.Size));

    private static View Row(Shape shape) => new(0, shape.Strides());

    private static int Product(ImmutableArray<int> axes) => axes.Aggregate(1, (product, length) => product * length);
}
