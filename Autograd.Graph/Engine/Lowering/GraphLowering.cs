using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Lowering;

/// <summary>Turns the groups of a schedule into pipelines on buffers.</summary>
internal sealed partial class GraphLowering<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Schedule _schedule;
    private readonly List<BufferSpec> _buffers = [];
    private readonly PipelineBuilder<T> _pipelines = new();
    private readonly List<(int Buffer, Tensor Value)> _constants = [];
    private readonly NodeMap<int> _bufferOf = new();
    private readonly FusionGroupLowering<T> _fusionGroups = new();
    private readonly Func<Expr, int> _bufferOfNode;
    private readonly HashSet<Expr> _awaited = [];

    private readonly ConvolutionLowering<T> _convolutions;

    private GraphLowering(ImmutableArray<Expr> outputs)
    {
        _bufferOfNode = BufferOf;
        _schedule = Schedule.Of(outputs);
        _convolutions = new(outputs, _pipelines, _bufferOfNode, type => Add(type, BufferRole.Temporary));
    }

    public IReadOnlyList<BufferSpec> Buffers => _buffers;

    public IEnumerable<Pipeline<T>> Pipelines => _pipelines.Pipelines();

    public IReadOnlyList<(int Buffer, Tensor Value)> Constants => _constants;

    public ImmutableArray<int> InputBuffers { get; private set; }

    public ImmutableArray<int> OutputBuffers { get; private set; }

    public static GraphLowering<T> Of(ImmutableArray<Expr> inputs, ImmutableArray<Expr> outputs)
    {
        var lowering = new GraphLowering<T>(outputs);
        lowering.InputBuffers =
            [.. inputs.Select(input => lowering._bufferOf[input] = lowering.Add(input.Type, BufferRole.Input))];
        var computed = lowering.ClaimOutputs(outputs);
        foreach (var group in lowering._schedule.Groups)
        {
            // Only the first group that waits for a value starts new pipelines. Later groups may join those.
            if (group.Barriers.Any(lowering._awaited.Add)) lowering._pipelines.Close();
            lowering.Lower(group);
        }

        lowering.OutputBuffers = [.. outputs.Select((output, i) => computed[i] ?? lowering.CopyOut(output))];
        return lowering;
    }

    // The group that computes an output writes it directly, unless the output is a leaf or repeats another output.
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
        _pipelines.Add(new CopyStage<T>(
            $"copy to output {output.Type}", BufferOf(Schedule.Storage(output)), whole, target, whole, flat, false, 0));
        return target;
    }

    private void Lower(FusionGroup group)
    {
        var node = group.Last;
        if (_convolutions.TryLower(node)) return;
        int Source(int input) => BufferOf(group.Readings[input].Source);
        switch (node.Op)
        {
            case Elementwise: _pipelines.Add(_fusionGroups.Lower(group, _bufferOfNode, _schedule.IsStored)); break;
            case Dot: LowerDot(group); break;
            case Ops.ViewOp view:
                AddCopy(node, Source(0), view.ViewOf(node.Inputs[0].Shape), Row(node.Shape), node.Shape, false);
                break;
            case Pad pad:
                AddCopy(node, Source(0), Row(node.Inputs[0].Shape), pad.Target(node.Shape), node.Inputs[0].Shape, true);
                break;
            case AddSlices add:
                _pipelines.Add(
                    new AddSlicesStage<T>(add, [.. group.Readings.Select((_, i) => Source(i))], BufferOf(node)));
                break;
            case Concatenate concatenate: LowerConcatenate(group, concatenate); break;
            case Sum or Max: LowerReduction(group); break;
            case OneHot oneHot:
                _pipelines.Add(new OneHotStage<T>(Source(0), BufferOf(node), node.Inputs[0].Shape.Size, oneHot));
                break;
            case ToReal: _pipelines.Add(new ToRealStage<T>(Source(0), BufferOf(node), node.Shape.Size)); break;
            case ArgMax argMax: AddArgMax(group, argMax); break;
            case FoldIn fold:
                _pipelines.Add(new FoldInStage<T>(Source(0), BufferOf(node), node.Shape.Size / 2, fold.Data));
                break;
            case Uniform uniform: AddUniform(node, Source(0), uniform.Each); break;
            case Gather gather: AddGather(group, false, gather.Axis, node.Inputs[0].Shape); break;
            case ScatterAdd scatter: AddGather(group, true, scatter.Axis, node.Shape); break;
            default:
                _pipelines.Add(
                    new ReferenceStage<T>(node, [.. group.Readings.Select((_, i) => Source(i))], BufferOf(node)));
                break;
        }
    }

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
}
