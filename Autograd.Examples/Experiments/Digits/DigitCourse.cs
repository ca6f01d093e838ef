using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>A training of the network.</summary>
/// <param name="Before">The network with its first, random weights.</param>
/// <param name="After">The trained one.</param>
/// <param name="Training">The mean cost of each epoch's batches.</param>
/// <param name="Test">The cost on the test set before the first epoch and after each.</param>
/// <param name="Accuracy">The accuracy on the test set at the same times.</param>
internal sealed record DigitCourse(
    Mlp Before, Mlp After, ImmutableArray<Point> Training, ImmutableArray<Point> Test, ImmutableArray<Point> Accuracy)
{
    private const int Chunk = 1000;

    /// <summary>
    /// Trains a network by mini-batch gradient descent; if it is stopped, this is the course up to there.
    /// </summary>
    /// <param name="lab">The data, the seed, and what stops it.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="size">Images in a mini-batch.</param>
    /// <param name="epochs">Passes over the images.</param>
    public static DigitCourse Of(Lab lab, double rate, int size, int epochs)
    {
        var (train, test) = lab.Digits;
        var (weights, order) = lab.Key.Split();
        var batch = Math.Min(size, train.Count);
        var steps = train.Count / batch;
        // A step of this little network is too little work to share among threads.
        var step = Train.Step<Mlp>(DigitNet.Cost, Optimizers.Sgd(rate), lab.Alone);
        var cost = TestCost(lab, test);
        var accuracy = Metrics.Accuracy<Mlp>(DigitNet.Outputs, lab.Plan);

        var before = DigitNet.Create(train, weights);
        var course = new DigitCourse(before, before, [], [new(0, cost(before))], [new(0, accuracy(before, test))]);
        foreach (var look in train.ShuffledBatches(batch, order).Take(Lab.Steps(steps, epochs))
            .Observe(step.Start(before), step, steps, lab.Stop))
        {
            var (net, epoch) = (look.State.Parameters, (double)look.Iteration / steps);
            course = course with
            {
                After = net,
                Training = course.Training.Add(new(epoch, look.Loss)),
                Test = course.Test.Add(new(epoch, cost(net))),
                Accuracy = course.Accuracy.Add(new(epoch, accuracy(net, test))),
            };
            lab.Progress("training", epoch / epochs);
            lab.Note("epoch", ("epoch", epoch), ("cost", look.Loss), ("testCost", course.Test[^1].Y),
                ("testAccuracy", course.Accuracy[^1].Y));
        }

        return course;
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
