using System.Diagnostics;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Bench;

/// <summary>A training step of ours, as a fold makes it: gather, run, feed the new state back.</summary>
internal sealed class OurStep : IDisposable
{
    private const int ProfiledGathers = 100;

    private readonly Execution<float> _frame;
    private readonly IEnumerator<Batch> _batches;
    private readonly int _leaves;

    private OurStep(Plan<float> plan, IEnumerator<Batch> batches, int leaves, long parameters) =>
        (_frame, _batches, _leaves, Cost, Parameters) = (plan.NewExecution(), batches, leaves, plan.Cost, parameters);

    public PlanCost Cost { get; }

    public long Parameters { get; }

    public static OurStep Create<TModel>(TModel model, Func<TModel, Expr, Expr> scores, GradientTransform optimizer,
        DataSet data, int batch, int threads)
        where TModel : IParameterRecord<TModel>
    {
        var step = Train.Step<TModel>(
            (net, x, t) => scores(net, x).SoftmaxCrossEntropy(t), optimizer, new PlanOptions { Threads = threads });
        var state = step.Start(model);
        var leaves = state.Leaves();
        var made = new OurStep(
            step.PlanFor(state, batch, data.Features), Batches(data, batch), leaves.Length, model.CountParameters());
        for (var leaf = 0; leaf < leaves.Length; leaf++) made._frame.Set(leaf, leaves[leaf].Value.Evaluate<float>());
        return made;
    }

    /// <summary>The batches of every measured step: the same from each call.</summary>
    public static IEnumerator<Batch> Batches(DataSet data, int batch) =>
        data.RandomBatches(batch, Key.From(2)).GetEnumerator();

    /// <summary>
    /// A part of the state: the weights and the bias of each layer, then what the optimizer remembers.
    /// </summary>
    public ReadOnlySpan<float> Leaf(int leaf) => _frame.Input(leaf);

    /// <summary>Makes steps, and gives the loss before the last.</summary>
    public float Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            Gather();
            _frame.Run();
            for (var leaf = 0; leaf < _leaves; leaf++) _frame.Feed(leaf, leaf);
        }

        return _frame.Output(_leaves)[0];
    }

    /// <summary>The fastest times of the gather and of each instruction, in microseconds.</summary>
    public string Profile()
    {
        var best = double.MaxValue;
        for (var i = 0; i < ProfiledGathers; i++)
        {
            var start = Stopwatch.GetTimestamp();
            Gather();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        return $"{best,10:F1}  gather of the mini-batch\n{_frame.Profile()}";
    }

    public void Dispose() => _batches.Dispose();

    private void Gather()
    {
        _batches.MoveNext();
        var batch = _batches.Current;
        _frame.Fill(_leaves, batch);
        batch.CopyLabels(_frame.IndexInput(_leaves + 1));
    }
}
