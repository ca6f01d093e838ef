using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>The network of sections 6.1 and 6.2: four hidden layers of 100 units, trained on the digits.</summary>
internal static class FiveLayers
{
    private const int Width = 100;
    private const int Reach = 15;
    private const int Layers = 5;

    // An activation, its derivative and what is between them; the losses, their sums, the smoothed ones and the curve's
    // points.
    private const int CopiesOfUnits = 4;
    private const int CopiesOfLosses = 6;

    /// <summary>
    /// The losses of a training, up to where it is stopped. As in the book's scripts, the loss of a batch is that after
    /// its step.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was stopped before its first step.</exception>
    public static LossHistory Learn(
        Lab lab, Activation activation, Initializer initializer, GradientTransform optimizer, int batch,
        TrainingLength length)
    {
        var data = lab.Digits.Train;
        var iterations = length.Steps(lab, Math.Max(1, data.Count / batch));
        MemoryNeed.Check("--batch", batch,
            (double)batch * lab.Plan.Threads * sizeof(float) * (data.Features + (CopiesOfUnits * Layers * Width)));
        MemoryNeed.Check(
            "--iterations", iterations, (double)iterations * lab.Plan.Threads * CopiesOfLosses * sizeof(double));
        var (weights, batches) = lab.Key.Split();
        Expr Loss(Mlp net, Expr x, Expr t) => net.Scores(x, activation.Function).SoftmaxCrossEntropy(t);
        var step = Train.Step<Mlp>(Loss, optimizer, lab.Alone);
        var afterwards = Train.Step<TrainState<Mlp>>(
            (state, x, t) => step.Graph(state, x, t).State is var next ? (next, Loss(next.Parameters, x, t)) : default,
            lab.Alone);
        var net = Mlp.Create([data.Features, Width, Width, Width, Width, data.Classes], initializer, weights);
        var history =
            data.RandomBatches(batch, batches).Take(iterations).TakeWhile(_ => !lab.Stop.IsCancellationRequested)
            .FoldLosses(step.Start(net), afterwards).History;
        return history.Losses.IsEmpty ? throw new OperationCanceledException(lab.Stop) : history;
    }

    /// <summary>The losses as a curve, smoothed.</summary>
    public static Line Curve(string name, LossHistory history) =>
        new(name, [.. history.Smoothed(Reach).Select((loss, step) => new Point(step, loss))]);
}
