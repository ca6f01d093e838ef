using Autograd.Graph;
using Autograd.Graph.Engine;
using static Autograd.Graph.Prelude;

namespace Autograd.Examples.Bench;

/// <summary>
/// A gradient for each of 100 examples, by `Vectorize`, beside the one gradient of their mean, for 784-50-10.
/// </summary>
internal static class ExamplesRun
{
    private const int Batch = 100;
    private const double Milli = 1e-3;

    public static void Run(BenchOptions options)
    {
        var (w1, b1, w2, b2) =
            (Variable("W1", [784, 50]), Variable("b1", [50]), Variable("W2", [50, 10]), Variable("b2", [10]));
        var (x, t) = (Variable("x", [784]), Variable("t", new TensorType([], ElementKind.Index)));
        var (images, labels) =
            (Variable("images", [Batch, 784]), Variable("labels", new TensorType([Batch], ElementKind.Index)));
        Expr Loss(Expr x, Expr t) => ((x.Dot(w1) + b1).Sigmoid().Dot(w2) + b2).SoftmaxCrossEntropy(t);

        var of = Loss(x, t).Gradient(w1, b1, w2, b2);
        Execution<float> FrameOf(IEnumerable<Expr> gradients) => Filled(Plan<float>.Make(
            [w1, b1, w2, b2, images, labels], gradients, new PlanOptions { Threads = options.Threads }).NewExecution());
        var floats = Batch * of.Sum(gradient => (long)gradient.Shape.Size);
        TimeWindows[] everyone =
        [
            new(new Stepper(
                "one gradient of the batch", FrameOf(Loss(images, labels).Gradient(w1, b1, w2, b2)).Run)),
            new(new Stepper("a gradient of each example",
                FrameOf(of.Select(gradient => gradient.Vectorize((x, images), (t, labels)))).Run)),
            new(new Stepper($"writing their {floats * sizeof(float) / 1e6:F1} MB, one thread", Writing(floats))),
        ];
        for (var window = 0; window < options.Windows; window++)
        {
            options.Stop.ThrowIfCancellationRequested();
            foreach (var one in everyone) one.Measure();
        }

        options.Report.Line($"gradients of 784-50-10 for {Batch} examples, medians of {options.Windows} windows of 50 "
            + $"ms in turns, threads: {options.Threads}");
        options.Report.Line($"{"",-36}{"ms",10}{"fastest",10}{"over the batch's",18}");
        foreach (var one in everyone)
        {
            var overBatch = one.Median / everyone[0].Median;
            options.Report.Line(
                $"{one.Name,-36}{one.Median / Milli,10:F4}{one.Fastest / Milli,10:F4}{overBatch,18:F2}");
            options.Report.Measured(
                $"784-50-10, {Batch} examples: {one.Name}", "Autograd", [.. one.Values, ("overBatch", overBatch)]);
        }
    }

    // Writing and nothing else; a step is one pass.
    private static Action<int> Writing(long floats)
    {
        var memory = new float[floats];
        return steps =>
        {
            for (var i = 0; i < steps; i++) Array.Fill(memory, i);
        };
    }

    private static Execution<float> Filled(Execution<float> frame)
    {
        var random = new Random(1);
        for (var input = 0; input < 5; input++)
        {
            foreach (ref var x in frame.Input(input)) x = 0.2f * ((2 * random.NextSingle()) - 1);
        }

        foreach (ref var label in frame.IndexInput(5)) label = random.Next(10);
        return frame;
    }
}
