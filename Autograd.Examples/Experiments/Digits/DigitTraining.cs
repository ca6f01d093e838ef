using System.Collections.Immutable;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>The training of the network, by mini-batch gradient descent.</summary>
internal static class DigitTraining
{
    private const int Chunk = 1000;

    /// <summary>Trains a network; if it is stopped, this is the course up to there.</summary>
    /// <param name="lab">The data, the seed, and what stops it.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="size">Images in a mini-batch.</param>
    /// <param name="length">How long it goes on.</param>
    public static Course<Mlp> Run(Lab lab, double rate, int size, TrainingLength length)
    {
        var (train, test) = lab.Digits;
        var (weights, order) = lab.Key.Split();
        var batch = Math.Min(size, train.Count);
        var perEpoch = train.Count / batch;
        // A step of this little network is too little work to share among threads.
        var step = Train.Step<Mlp>(DigitNet.Cost, Optimizers.Sgd(rate), lab.Alone);
        var cost = TestCost(lab, test);
        var accuracy = Metrics.Accuracy<Mlp>(DigitNet.Outputs, lab.Plan);
        Verdict Judged(Mlp net) => new(accuracy(net, test), TestLoss: cost(net));

        var before = DigitNet.Create(train, weights);
        var untrained = new Look(0, 0, double.NaN, Judged(before));
        try
        {
            var course = new CourseRun<TrainState<Mlp>, Mlp>(
                Pace.Of(length.Steps(lab, perEpoch), perEpoch, perEpoch), train.ShuffledBatches(batch, order),
                step.Start(before), step, state => state.Parameters, Judged).Run(lab, lab.Stop);
            return course with { Looks = course.Looks.Insert(0, untrained) };
        }
        catch (OperationCanceledException) when (lab.Stop.IsCancellationRequested)
        {
            // The untrained network is worth showing, too.
            return new(before, before, [untrained]);
        }
    }

    private static Func<Mlp, double> TestCost(Lab lab, DataSet test)
    {
        ImmutableArray<(Pair<Expr, Expr> Examples, int Size)> parts =
            [.. test.OrderedBatches(Chunk).Select(part => (new Pair<Expr, Expr>(part.X, part.T), part.Size))];
        var cost = Compile<float>.Function(
            (Mlp net, Pair<Expr, Expr> examples) => DigitNet.Cost(net, examples.First, examples.Second), lab.Plan);
        return net =>
            parts.Sum(part => cost(net, part.Examples).Evaluate<float>().ToScalar() * (double)part.Size) / test.Count;
    }
}
