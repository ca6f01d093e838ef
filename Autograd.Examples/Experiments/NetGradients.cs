using Autograd.Examples.Harness;
using Autograd.Examples.Models;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>
/// The loss of the two-layer network on a batch and its gradient, by backpropagation and by differences, in double
/// precision.
/// </summary>
internal sealed class NetGradients
{
    private readonly Execution<double> _loss;
    private readonly Execution<double> _gradient;

    /// <param name="like">A network of the shapes of those that will come.</param>
    /// <param name="size">Images in a batch.</param>
    /// <param name="options">How plans run.</param>
    public NetGradients(TwoLayerNet like, int size, PlanOptions options)
    {
        var net = like.Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
        var (x, t) = (Prelude.Variable("x", [size, like.Hidden.Weight.Shape[0]]),
            Prelude.Variable("t", new TensorType([size], ElementKind.Index)));
        var loss = net.Scores(x, h => h.Sigmoid()).SoftmaxCrossEntropy(t);
        Expr[] inputs = [.. net.Leaves().Select(leaf => leaf.Value), x, t];
        // One loss on a few images is too little work to share among threads.
        _loss = Plan<double>.Make(inputs, [loss], options with { Threads = 1 }).NewExecution();
        _gradient =
            Plan<double>.Make(inputs, loss.Gradient(net).Leaves().Select(leaf => leaf.Value), options).NewExecution();
        // Once on zeros, so that no measurement has the first run in it.
        _gradient.GiveZeros();
        _gradient.Run();
    }

    /// <summary>The loss of a batch.</summary>
    public double Loss(TwoLayerNet net, Batch batch)
    {
        Set(_loss, net, batch);
        _loss.Run();
        return _loss.Output(0)[0];
    }

    /// <summary>The gradient by backpropagation.</summary>
    public TwoLayerNet Backpropagate(TwoLayerNet net, Batch batch)
    {
        Set(_gradient, net, batch);
        _gradient.Run();
        var output = 0;
        return net.Map((Leaf _) => Prelude.Literal(_gradient.Get(output++)));
    }

    /// <summary>The gradient by a central difference in each parameter: two losses for each of them.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TwoLayerNet Differentiate(TwoLayerNet net, Batch batch, Lab lab, string stage)
    {
        const double H = Numerical.DefaultStep;
        Set(_loss, net, batch);
        var (leaf, done, all) = (0, 0, net.CountParameters());
        return net.Map((Leaf parameter) =>
        {
            var values = _loss.Input(leaf++);
            var gradient = new double[values.Length];
            for (var i = 0; i < gradient.Length; i++)
            {
                var kept = values[i];
                var above = At(values, i, kept + H);
                gradient[i] = (above - At(values, i, kept - H)) / (2 * H);
                values[i] = kept;
                if (++done % 256 != 0) continue;
                lab.Stop.ThrowIfCancellationRequested();
                lab.Progress(stage, (double)done / all);
            }

            return Prelude.Literal(Tensor.Of(parameter.Value.Shape, (ReadOnlySpan<double>)gradient));
        });
    }

    private static void Set(Execution<double> frame, TwoLayerNet net, Batch batch)
    {
        var input = 0;
        foreach (var leaf in net.Leaves())
        {
            frame.Set(input++,
                leaf.Value.Op is Graph.Ops.Literal literal ? literal.Value : leaf.Value.Evaluate<double>());
        }

        var pixels = new float[batch.Size * batch.Data.Features];
        batch.CopyInputs(pixels);
        // The nearest doubles to the bytes' fractions, not those of the rounded floats.
        var x = frame.Input(input++);
        for (var i = 0; i < pixels.Length; i++) x[i] = Math.Round(pixels[i] * 255.0) / 255;
        batch.CopyLabels(frame.IndexInput(input));
    }

    private double At(Span<double> values, int index, double value)
    {
        values[index] = value;
        _loss.Run();
        return _loss.Output(0)[0];
    }
}
