using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Examples.Models;
using Autograd.Graph;
using Autograd.Nn;
using Scale = Autograd.Examples.Charts.Scale;

namespace Autograd.Examples.Experiments;

/// <summary>Logic gates as perceptrons; XOR takes two layers, which can be built by hand or learnt.</summary>
internal static class GatesExperiment
{
    private const int Hidden = 4;

    private static readonly Setting<double> Rate =
        Setting.Positive("--learning-rate", "Learning rate of the net that learns XOR", 0.5);
    private static readonly TrainingLength Length = LengthOf(3000);

    private static readonly ImmutableArray<(double X0, double X1)> Inputs = [(0, 0), (1, 0), (0, 1), (1, 1)];
    private static readonly ImmutableArray<double> Xor = [0, 1, 1, 0];

    public static Experiment Experiment { get; } = new(
        "gates", "Logic gates as perceptrons, and XOR learnt by a net of two layers", "chapter 2",
        "Autograd.Examples/Experiments/GatesExperiment.cs", Run,
        [Rate, .. Length.Settings]);

    // A perceptron: 1 where the weighted sum and the bias are above 0.
    private static Expr And(Expr a, Expr b) => (0.5 * a) + (0.5 * b) - 0.7 > 0;

    private static Expr Nand(Expr a, Expr b) => (-0.5 * a) + (-0.5 * b) + 0.7 > 0;

    private static Expr Or(Expr a, Expr b) => (0.5 * a) + (0.5 * b) - 0.2 > 0;

    // No line parts the inputs that XOR takes to 1 from the others, so one perceptron cannot do it: two layers can.
    private static Expr XorOf(Expr a, Expr b) => And(Nand(a, b), Or(a, b));

    private static Expr Output(TwoLayerNet net, Expr points) => net.Scores(points, x => x.Tanh()).Sigmoid().Reshape(-1);

    private static Expr Loss(TwoLayerNet net, Expr points, Expr answers) =>
        Output(net, points).SumOfSquaredErrors(answers);

    private static Findings Run(Lab lab)
    {
        ImmutableArray<(string Name, Func<Expr, Expr, Expr> Gate, ImmutableArray<double> Truth)> gates =
            [("AND", And, [0, 0, 0, 1]), ("NAND", Nand, [1, 1, 1, 0]), ("OR", Or, [0, 1, 1, 1]),
                ("XOR = AND(NAND, OR)", XorOf, Xor)];
        var rows = Inputs.Select(
            x => gates.Select(gate => gate.Gate(x.X0, x.X1).Evaluate<double>().ToScalar()).ToArray()).ToArray();
        var right = rows.Select((row, i) => row.Where((y, gate) => y == gates[gate].Truth[i]).Count()).Sum();

        Expr points = Tensor.Generate([4, 2], i => i % 2 == 0 ? Inputs[i / 2].X0 : Inputs[i / 2].X1);
        var (net, losses) = Learn(lab, points);
        var outputs = Output(net, points).Evaluate<double>().Elements;
        ImmutableArray<Point> curve = [.. losses.Select((loss, step) => new Point(step, loss))];
        var surface = new Surface(at => Output(net, at), (-0.5, 1.5), (-0.5, 1.5));
        return new("One perceptron draws one line, and no line parts the inputs of XOR: it takes a second layer, "
            + "whose weights can be set by hand or learnt by gradient descent.")
        {
            Figures =
            [
                new("right answers of the four gates, of 16", right, Reference.Of(16, 0)),
                .. outputs.Select((y, i) => new Figure($"learnt {Inputs[i].X0} XOR {Inputs[i].X1}", y,
                    new($"{Xor[i]}", Xor[i] - 0.1, Xor[i] + 0.1), "F4")),
                new("loss at the end", losses[^1]),
            ],
            Tables = [new("Truth tables", ["x0", "x1", .. gates.Select(gate => gate.Name)], [.. rows.Select((row, i) =>
                (ImmutableArray<string>)[$"{Inputs[i].X0}", $"{Inputs[i].X1}", .. row.Select(y => $"{y}")])])],
            Plates =
            [
                new("gates-xor-loss", LossWords(curve), new Chart(
                    "XOR learnt by a 2-4-1 net", new("step"), new("sum of squared errors", Scale.Log),
                    new Line("", curve))),
                new("gates-xor-surface", SurfaceWords(outputs), new Chart(
                    "What the net makes of each point", new("x0"), new("x1"),
                    surface.Contours("output 0.5", 0.5), surface.Contours("output 0.1 and 0.9", 0.1, 0.9), Answers(0),
                    Answers(1))),
            ],
        };
    }

    // A step takes all four inputs, so that it is an epoch, too.
    private static TrainingLength LengthOf(int usual)
    {
        var length = TrainingLength.InIterations("Steps of gradient descent, each on all four inputs", usual);
        length.Iterations.Or("--steps");
        return length;
    }

    private static string LossWords(ImmutableArray<Point> curve) =>
        $"Gradient descent on XOR: the loss {CurveWords.FromTo(curve)}"
        + (CurveWords.StaysBelow(curve, curve[0].Y / 2) is { } half && curve.Length > 1
            ? $"; from step {half.X} on it is less than half of where it began." : ".");

    private static string SurfaceWords(ImmutableArray<double> outputs)
    {
        var wrong = outputs.Where((y, i) => y >= 0.5 != (Xor[i] == 1)).Count();
        return wrong == 0
            ? "All four inputs are on the right side of the learnt border (output 0.5): no single line can do that."
            : $"The border (output 0.5) has {wrong} of the four inputs on its wrong side: XOR is not learnt.";
    }

    private static Scatter Answers(double answer) =>
        new($"XOR is {answer}", [.. Inputs.Where((_, i) => Xor[i] == answer).Select(x => new Point(x.X0, x.X1))]);

    private static (TwoLayerNet Net, ImmutableArray<double> Losses) Learn(Lab lab, Expr points)
    {
        var (rate, steps) = (lab.Get(Rate), Length.Steps(lab, perEpoch: 1));
        Expr answers = Tensor.Vector(Xor.AsSpan());
        var step = Compile<double>.Function((TwoLayerNet net) =>
        {
            var loss = Loss(net, points, answers);
            return new Pair<TwoLayerNet, Expr>(net - (rate * loss.Gradient(net)), loss);
        }, lab.Plan);

        var losses = ImmutableArray.CreateBuilder<double>();
        var net = TwoLayerNet.Create(2, Hidden, 1, Initializers.Normal(1), lab.Key);
        for (var i = 0; i < steps && !lab.Stop.IsCancellationRequested; i++)
        {
            (net, var loss) = step.Invoke(net);
            losses.Add(loss.Evaluate<double>().ToScalar());
            lab.Progress("learning XOR", (i + 1.0) / steps);
        }

        return losses.Count == 0 ? throw new OperationCanceledException(lab.Stop) : (net, losses.ToImmutable());
    }
}
