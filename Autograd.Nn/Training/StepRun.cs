using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Numerics;
using Autograd.Graph.Reference;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>
/// The inside of a fold: a state that nobody else can see is stepped in place, and nothing is allocated per step.
/// </summary>
internal sealed class StepRun<TState>
    where TState : IParameterRecord<TState>
{
    private readonly Step<TState> _step;
    private readonly int _leaves;
    private readonly Dictionary<(int Size, int Features), Execution<float>> _frames = [];
    private TState _state;
    private Execution<float>? _current;

    public StepRun(Step<TState> step, TState start) =>
        (_step, _state, _leaves) = (step, start, start.Leaves().Length);

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
    public TState State()
    {
        if (_current is null) return _state;
        var next = 0;
        return _state = _state.Map((Leaf _) => Prelude.Literal(_current.GetInput(next++)));
    }

    // A batch of another size continues from the same state in a frame of its own.
    private Execution<float> FrameFor(Batch batch)
    {
        var size = (batch.Size, batch.Data.Features);
        return _current is not null && _frames.GetValueOrDefault(size) == _current ? _current : Enter(size);
    }

    private Execution<float> Enter((int Size, int Features) size)
    {
        var state = State();
        if (!_frames.TryGetValue(size, out var frame))
        {
            _frames[size] = frame = _step.PlanFor(state, size.Size, size.Features).NewExecution();
        }

        var values = Interpreter.Evaluate<float, Real<float>>([.. state.Leaves().Select(leaf => leaf.Value)]);
        for (var leaf = 0; leaf < values.Length; leaf++) frame.Set(leaf, values[leaf]);
        return _current = frame;
    }
}
