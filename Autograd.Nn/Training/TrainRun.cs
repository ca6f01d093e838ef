using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>The inside of a fold: a state that nobody else can see is stepped in place, and nothing is allocated per step.</summary>
internal sealed class TrainRun<TModel>
    where TModel : IParameterRecord<TModel>
{
    private readonly TrainStep<TModel> _step;
    private readonly int _leaves;
    private readonly Dictionary<(int Size, int Features), Frame<float>> _frames = [];
    private TrainState<TModel> _state;
    private Frame<float>? _current;

    public TrainRun(TrainStep<TModel> step, TrainState<TModel> start) => (_step, _state, _leaves) = (step, start, start.Leaves().Length);

    /// <summary>One step; gives the loss of the batch before it.</summary>
    public float Step(Batch batch)
    {
        var frame = FrameFor(batch);
        frame.Fill(_leaves, batch);
        batch.CopyLabels(frame.IndexInput(_leaves + 1));
        frame.Run();
        for (var leaf = 0; leaf < _leaves; leaf++) frame.Feed(leaf, leaf);
        return frame.Output(_leaves)[0];
    }

    /// <summary>The state as a value of its own.</summary>
    public TrainState<TModel> State()
    {
        if (_current is null) return _state;
        var next = 0;
        return _state = _state.Map((Leaf leaf) => Prelude.Literal(Tensor.Of(leaf.Value.Shape, (ReadOnlySpan<float>)_current.Input(next++))));
    }

    // A batch of another size continues from the same state in a frame of its own.
    private Frame<float> FrameFor(Batch batch)
    {
        var size = (batch.Size, batch.Data.Features);
        return _current is not null && _frames.GetValueOrDefault(size) == _current ? _current : Enter(size);
    }

    private Frame<float> Enter((int Size, int Features) size)
    {
        var state = State();
        if (!_frames.TryGetValue(size, out var frame)) _frames[size] = frame = _step.PlanFor(state, size.Size, size.Features).NewFrame();
        ImmutableArray<Leaf> leaves = state.Leaves();
        for (var leaf = 0; leaf < leaves.Length; leaf++) frame.Set(leaf, leaves[leaf].Value.Evaluate<float>());
        return _current = frame;
    }
}
