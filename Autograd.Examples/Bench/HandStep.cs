using System.Numerics.Tensors;
using Autograd.Nn.Data;

namespace Autograd.Examples.Bench;

/// <summary>
/// The same training step written by hand around the engine's matrix products, on one thread: what a compiled plan is
/// held against.
/// </summary>
internal sealed class HandStep : IDisposable
{
    // In more steps Adam makes much of little: where a gradient is rounding alone, so is the direction of its step.
    private const int Compared = 2;
    private const double Tolerance = 1e-3;

    private readonly HandProducts _products;
    private readonly float[][] _biases;
    private readonly float[][] _biasGradients;
    private readonly bool _relu;
    private readonly IHandUpdate _optimizer;
    private readonly IEnumerator<Batch> _batches;
    private readonly int[] _labels;

    /// <summary>Starts from the parameters and the batches of a step of ours.</summary>
    public HandStep(HandNet net, OurStep ours, DataSet data)
    {
        var layers = net.Sizes.Length - 1;
        (_products, _relu, _optimizer, _labels) =
            (new(net.Sizes, net.Batch), net.Relu, net.Optimizer(), new int[net.Batch]);
        _batches = OurStep.Batches(data, net.Batch);
        _biases = [.. Enumerable.Range(0, layers).Select(layer => ours.Leaf((2 * layer) + 1).ToArray())];
        _biasGradients = [.. _biases.Select(bias => new float[bias.Length])];
        for (var layer = 0; layer < layers; layer++) ours.Leaf(2 * layer).CopyTo(_products.Weight(layer));
    }

    private int Last => _biases.Length - 1;

    /// <summary>Makes steps.</summary>
    /// <param name="steps">The number of steps.</param>
    public void Steps(int steps)
    {
        for (var i = 0; i < steps; i++) Step();
    }

    /// <summary>Makes some steps here and there, and checks that each parameter went the same way.</summary>
    /// <exception cref="InvalidOperationException">One did not.</exception>
    public void Verify(OurStep ours)
    {
        float[][] start = [.. Enumerable.Range(0, 2 * _biases.Length).Select(leaf => ours.Leaf(leaf).ToArray())];
        var (expected, loss) = (ours.Run(Compared), 0f);
        for (var i = 0; i < Compared; i++) loss = Step();
        var difference = (double)Math.Abs(loss - expected);
        for (var leaf = 0; leaf < start.Length; leaf++)
        {
            ReadOnlySpan<float> parameter = leaf % 2 == 0 ? _products.Weight(leaf / 2) : _biases[leaf / 2];
            var way = TensorPrimitives.Distance<float>(start[leaf], ours.Leaf(leaf));
            difference = Math.Max(difference, TensorPrimitives.Distance(parameter, ours.Leaf(leaf)) / way);
        }

        if (!(difference <= Tolerance))
        {
            throw new InvalidOperationException(
                $"The step by hand is another one: after {Compared} steps it is {difference:G3} of the way off.");
        }
    }

    public void Dispose()
    {
        _batches.Dispose();
        _products.Dispose();
    }

    private float Step()
    {
        _batches.MoveNext();
        _batches.Current.CopyInputs(_products.A(0));
        _batches.Current.CopyLabels(_labels);
        for (var layer = 0; layer < Last; layer++)
        {
            if (_relu) HandLoops.Relu(_products.Forward(layer), _biases[layer], _products.A(layer + 1));
            else HandLoops.Sigmoid(_products.Forward(layer), _biases[layer], _products.A(layer + 1));
        }

        var loss = HandLoops.SoftmaxCrossEntropy(_products.Forward(Last), _biases[Last], _labels, _products.D(Last));
        _optimizer.Begin();
        for (var layer = Last; layer >= 0; layer--)
        {
            // The inputs' gradient reads the weights before they change.
            if (layer > 0) Backward(layer);
            HandLoops.SumOfRows(_products.D(layer), _biasGradients[layer]);
            _optimizer.Update(2 * layer, _products.Weight(layer), _products.WeightGradient(layer));
            _optimizer.Update((2 * layer) + 1, _biases[layer], _biasGradients[layer]);
        }

        return loss;
    }

    private void Backward(int layer)
    {
        if (_relu) HandLoops.ReluDerivative(_products.A(layer), _products.InputGradient(layer), _products.D(layer - 1));
        else HandLoops.SigmoidDerivative(_products.A(layer), _products.InputGradient(layer), _products.D(layer - 1));
    }
}

/// <summary>A network to be trained by hand.</summary>
/// <param name="Sizes">Units of each layer, the inputs first.</param>
/// <param name="Batch">Examples in a batch.</param>
/// <param name="Relu">Relu between layers, else sigmoid.</param>
/// <param name="Optimizer">Makes the optimizer.</param>
internal sealed record HandNet(int[] Sizes, int Batch, bool Relu, Func<IHandUpdate> Optimizer);
