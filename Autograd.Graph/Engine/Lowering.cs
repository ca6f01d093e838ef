using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine;

/// <summary>Turns scheduled units into instructions on buffers.</summary>
internal sealed class Lowering<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Schedule _schedule;
    private readonly List<BufferSpec> _buffers = [];
    private readonly Pipelines<T> _instructions = new();
    private readonly List<(int Buffer, Tensor Value)> _constants = [];
    private readonly NodeMap<int> _bufferOf = new();
    private readonly FusionGroupLowering<T> _regions = new();
    private readonly Func<Expr, int> _bufferOfNode;
    private readonly HashSet<Expr> _awaited = [];

    private readonly ConvolutionLowering<T> _convolutions;

    private Lowering(ImmutableArray<Expr> outputs)
    {
        _bufferOfNode = BufferOf;
        _schedule = Schedule.Of(outputs);
        _convolutions = new(outputs, _instructions, _bufferOfNode, type => Add(type, BufferRole.Temporary));
    }

    public IReadOnlyList<BufferSpec> Buffers => _buffers;

    public IEnumerable<Instruction<T>> Instructions => _instructions.Instructions();

    public IReadOnlyList<(int Buffer, Tensor Value)> Constants => _constants;

    public ImmutableArray<int> InputBuffers { get; private set; }

    public ImmutableArray<int> OutputBuffers { get; private set; }

    public static Lowering<T> Of(ImmutableArray<Expr> inputs, ImmutableArray<Expr> outputs)
    {
        var lowering = new Lowering<T>(outputs);
        lowering.InputBuffers =
            [.. inputs.Select(input => lowering._bufferOf[input] = lowering.Add(input.Type, BufferRole.Input))];
        var computed = lowering.ClaimOutputs(outputs);
        foreach (var unit in lowering._schedule.Units)
        {
            // Only the first that waits for a value: the others of its computation belong together.
            if (unit.Waits.Any(lowering._awaited.Add)) lowering._instructions.Close();
            lowering.Lower(unit);
        }

        lowering.OutputBuffers = [.. outputs.Select((output, i) => computed[i] ?? lowering.CopyOut(output))];
        return lowering;
    }

    // An output is written in place by the unit that computes it, unless another output is the same value or it is a
    // leaf.
    private int?[] ClaimOutputs(ImmutableArray<Expr> outputs)
    {
        var computed = new int?[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            var storage = Schedule.Storage(outputs[i]);
            if (Schedule.IsLeaf(storage) || _bufferOf.Contains(storage)) continue;
            computed[i] = _bufferOf[storage] = Add(outputs[i].Type, BufferRole.Output);
        }

        return computed;
    }

    private int CopyOut(Expr output)
    {
        var target = Add(output.Type, BufferRole.Output);
        var flat = Shape.Of(output.Shape.Size);
        var whole = new View(0, [1]);
        _instructions.Add(new CopyInstruction<T>(
            $"copy to output {output.Type}", BufferOf(Schedule.Storage(output)), whole, target, whole, flat, false, 0));
        return target;
    }

    private void Lower(FusionGroup unit)
    {
        var node = unit.Last;
        if (_convolutions.TryLower(node)) return;
        int Source(int input) => BufferOf(unit.Readings[input].Source);
        switch (node.Op)
        {
            case Elementwise: _instructions.Add(_regions.Lower(unit, _bufferOfNode, _schedule.IsStored)); break;
            case Dot: LowerDot(unit); break;
            case Ops.ViewOp view:
                AddCopy(node, Source(0), view.ViewOf(node.Inputs[0].Shape), Row(node.Shape), node.Shape, false);
                break;
            case Pad pad:
                AddCopy(node, Source(0), Row(node.Inputs[0].Shape), pad.Target(node.Shape), node.Inputs[0].Shape, true);
                break;
            case AddSlices add:
                _instructions.Add(
                    new AddSlicesInstruction<T>(add, [.. unit.Readings.Select((_, i) => Source(i))], BufferOf(node)));
                break;
            case Concatenate concatenate: LowerConcatenate(unit, concatenate); break;
            case Sum or Max: LowerReduction(unit); break;
            case OneHot oneHot:
                _instructions.Add(new OneHotStage<T>(Source(0), BufferOf(node), node.Inputs[0].Shape.Size, oneHot));
                break;
            case ToReal: _instructions.Add(new ToRealStage<T>(Source(0), BufferOf(node), node.Shape.Size)); break;
            case ArgMax argMax: AddArgMax(unit, argMax); break;
            case FoldIn fold:
                _instructions.Add(new FoldInStage<T>(Source(0), BufferOf(node), node.Shape.Size / 2, fold.Data));
                break;
            case Uniform uniform: AddUniform(node, Source(0), uniform.Each); break;
            case Gather gather: AddGather(unit, false, gather.Axis, node.Inputs[0].Shape); break;
            case ScatterAdd scatter: AddGather(unit, true, scatter.Axis, node.Shape); break;
            default:
                _instructions.Add(
                    new ReferenceInstruction<T>(node, [.. unit.Readings.Select((_, i) => Source(i))], BufferOf(node)));
                break;
        }
    }

    private void LowerDot(FusionGroup unit)
    {
        var (left, right) = (unit.Readings[0], unit.Readings[1]);
        var (a, b) = (left.Input.Shape, right.Input.Shape);
        var shape = MatrixProductShape.Dense(a[-2], b[-1], a[-1], left.Transposed, right.Transposed);
        var batch = Shape.Of(a.Axes.AsSpan()[..^2]).Size;
        var dot = new DotBuffers(BufferOf(left.Source), BufferOf(right.Source), BufferOf(unit.Last), batch, shape);
        var description = $"dot {a}{(left.Transposed ? "ᵀ" : "")} · {b}{(right.Transposed ? "ᵀ" : "")}";
        if (DotInstruction<T>.Suits(dot)) _instructions.Add(new DotInstruction<T>(description, dot));
        else _instructions.Add(new DotStage<T>(description, dot));
    }

    // The reduced axes are brought together: they stand side by side already, or the input is permuted to put them
    // last.
    private void LowerReduction(FusionGroup unit)
    {
        var node = unit.Last;
        var (x, axes) = (node.Inputs[0].Shape, node.Op is Sum sum ? sum.Axes : ((Max)node.Op).Axes);
        var source = BufferOf(unit.Readings[0].Source);
        var kept = Enumerable.Range(0, x.Rank).Where(axis => !axes.Contains(axis)).ToArray();
        var together = axes.Count == 0 || axes[^1] - axes[0] == axes.Count - 1;
        if (!together)
        {
            var order = new Permute([.. kept, .. axes]);
            var permuted = Shape.Of([.. order.Axes.Select(axis => x[axis])]);
            var copy = Add(new(permuted), BufferRole.Temporary);
            _instructions.Add(new CopyInstruction<T>(
                $"permute {x} to {permuted}", source, order.ViewOf(x), copy, Row(permuted), permuted, false, 0));
            source = copy;
        }

        var first = together && axes.Count > 0 ? axes[0] : kept.Length;
        var lengths = together ? x.Axes : [.. kept.Select(axis => x[axis]), .. axes.Select(axis => x[axis])];
        var kernel =
            node.Op is Sum ? (ReduceKernel<T>)new ReduceKernel<Sum.Definition, T>()
                : new ReduceKernel<Max.Definition, T>();
        var (outer, reduced, inner) = (Product(lengths[..first]), Product(lengths[first..(first + axes.Count)]),
            Product(lengths[(first + axes.Count)..]));
        var description = $"{node.Op.Name} of {x} along {axes}";
        if (inner == 1)
        {
            _instructions.Add(new ReduceStage<T>(description, kernel, source, BufferOf(node), outer, reduced));
        }
        else
        {
            _instructions.Add(
                new ReduceInstruction<T>(description, kernel, source, BufferOf(node), outer, reduced, inner));
        }
    }

    private void LowerConcatenate(FusionGroup unit, Concatenate concatenate)
    {
        var node = unit.Last;
        var starts = concatenate.Starts(node);
        var (strides, target) = (node.Shape.Strides(), BufferOf(node));
        var description = $"{node.Op.Name} to {node.Shape}";
        for (var i = 0; i < starts.Length; i++)
        {
            var (source, part) = (BufferOf(unit.Readings[i].Source), node.Inputs[i].Shape);
            var to = new View(starts[i] * strides[concatenate.Axis], strides);
            _instructions.Add(
                new CopyInstruction<T>(description, source, Row(part), target, to, part, false, node.Shape.Size));
        }
    }

    private void AddArgMax(FusionGroup unit, ArgMax argMax)
    {
        var x = unit.Last.Inputs[0].Shape.Axes;
        _instructions.Add(new ArgMaxStage<T>(
            BufferOf(unit.Readings[0].Source), BufferOf(unit.Last), Product(x[..argMax.Axis]), x[argMax.Axis],
            Product(x[(argMax.Axis + 1)..])));
    }

    private void AddUniform(Expr node, int keys, Shape each)
    {
        var rows = each.Rank > 0 ? each[0] : 1;
        _instructions.Add(new UniformStage<T>(
            keys, BufferOf(node), node.Inputs[0].Shape.Size / 2, rows, rows == 0 ? 0 : each.Size / rows));
    }

    private void AddGather(FusionGroup unit, bool scatter, int axis, Shape whole)
    {
        _instructions.Add(new GatherStage<T>(
            scatter,
            BufferOf(unit.Readings[0].Source),
            BufferOf(unit.Readings[1].Source),
            BufferOf(unit.Last),
            Product(whole.Axes[..axis]),
            whole[axis],
            unit.Last.Inputs[1].Shape.Size,
            Product(whole.Axes[(axis + 1)..]),
            unit.Last.Inputs[1].Describe()));
    }

    private void AddCopy(Expr node, int source, View from, View to, Shape block, bool clear) =>
        _instructions.Add(new CopyInstruction<T>(
            $"{node.Op.Name} to {node.Shape}", source, from, BufferOf(node), to, block, clear, node.Shape.Size));

    private int BufferOf(Expr storage)
    {
        if (_bufferOf.TryGetValue(storage, out var known)) return known;
        if (storage.Op is Variable)
        {
            throw new ArgumentException($"The graph depends on the variable {storage.Op.Name} {storage.Type}, which "
                + $"is not among the plan's inputs.");
        }

        var buffer =
            _bufferOf[storage] = Add(storage.Type, storage.Op is Literal ? BufferRole.Constant : BufferRole.Temporary);
        if (storage.Op is Literal literal) _constants.Add((buffer, literal.Value));
        return buffer;
    }

    private int Add(TensorType type, BufferRole role)
    {
        _buffers.Add(BufferSpec.For<T>(type, role));
        return _buffers.Count - 1;
    }

    private static View Row(Shape shape) => new(0, shape.Strides());

    private static int Product(ImmutableArray<int> lengths) =>
        lengths.Aggregate(1, (product, length) => product * length);
}
