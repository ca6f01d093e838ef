using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Autograd.Graph.Checking;

/// <summary>
/// Reverse mode beside every other way to a derivative, along random directions in which all parameters move.
/// </summary>
internal sealed class DirectionChecks(
    Expr scalar,
    ImmutableArray<Expr> variables,
    ImmutableArray<Tensor> point,
    ImmutableArray<int> reals,
    ImmutableArray<Tensor<double>> gradient,
    Line line,
    Tolerance tolerance,
    CheckOptions options)
{
    // The interpreter takes about 50 ns for each complex operation.
    private const long MostComplexOperations = 20_000_000;
    private const double Step = 1e-30;
    private const double SameMathematics = 1e-9;

    private readonly List<string> _remarks = [];

    /// <summary>What was left out, and why.</summary>
    public ImmutableArray<string> Remarks => [.. _remarks];

    public ImmutableArray<DirectionCheck> All()
    {
        ImmutableArray<ImmutableArray<Tensor<double>?>> directions =
            [.. Enumerable.Range(0, options.Directions).Select(i => options.Key.FoldIn(3).FoldIn(i).Direction(point))];
        if (reals.All(i => variables[i].Shape.Size == 0)) return [];
        return
        [
            .. directions.Select(Differences),
            .. ComplexSteps(directions),
            .. Forward(directions),
            .. options.SecondDerivatives ? SecondDerivatives(directions) : [],
        ];
    }

    private DirectionCheck Differences(ImmutableArray<Tensor<double>?> v) =>
        Compared("differences", true, line.Along(v, tolerance.Times(0.01)), Reverse(v));

    private DirectionCheck[] ComplexSteps(ImmutableArray<ImmutableArray<Tensor<double>?>> directions)
    {
        var work = Evaluator.Work([line.Scalar]);
        if (work > MostComplexOperations)
        {
            _remarks.Add(string.Create(CultureInfo.InvariantCulture,
                $"complex step: left out, {work / 1e6:F0} million operations an evaluation"));
            return [];
        }

        if (line.StartsOnKink)
        {
            _remarks.Add("complex step: left out, the point lies on a kink");
            return [];
        }

        try
        {
            return [.. directions.Take((int)Math.Max(1, MostComplexOperations / 8 / (work + 1)))
                .Select(v => Same("complex step", true, ComplexStep(v), Reverse(v)))];
        }
        catch (NotSupportedException reason)
        {
            _remarks.Add($"complex step: does not apply. {reason.Message}");
            return [];
        }
    }

    private IEnumerable<DirectionCheck> Forward(ImmutableArray<ImmutableArray<Tensor<double>?>> directions)
    {
        var (tangents, jvp) = Tangent(scalar);
        var forward = new Evaluator([jvp], [.. variables, .. tangents]);
        return directions.Select(
            v => Same("forward mode", false, Scalar(forward, [.. point, .. Moving(v)]), Reverse(v)));
    }

    // ⟨∇f, w⟩ along v, by reverse mode over reverse, forward over reverse, and differences of the gradient.
    private IEnumerable<DirectionCheck> SecondDerivatives(ImmutableArray<ImmutableArray<Tensor<double>?>> directions)
    {
        if (directions.IsEmpty) yield break;
        var w = options.Key.FoldIn(4).Direction(point);
        var slope = RandomTensors.Inner(scalar.Gradient([.. Reals]), reals.Select(i => w[i]));
        var (tangents, jvp) = Tangent(slope);
        var forward = new Evaluator([jvp], [.. variables, .. tangents]);
        ImmutableArray<Tensor<double>> curvature = [.. new Evaluator([.. slope.Gradient([.. Reals])], variables)
            .At(point).Select(part => (Tensor<double>)part)];

        // Of the function's own constants: what a rule stops, differences go through, and so find it.
        var held = Held.At(scalar, variables, point, customRules: true);
        var along = new Line(RandomTensors.Inner(held.Gradient([.. Reals]), reals.Select(i => w[i])), variables, point);
        foreach (var v in directions)
        {
            var reverse = RandomTensors.Inner(curvature, reals.Select(i => v[i]));
            yield return Compared("second derivatives, differences of the gradient", false,
                along.Along(v, tolerance.Times(0.01)), reverse);
            yield return Same(
                "second derivatives, forward mode", false, Scalar(forward, [.. point, .. Moving(v)]), reverse);
        }
    }

    private IEnumerable<Expr> Reals => reals.Select(i => variables[i]);

    private (double Sum, double Scale) Reverse(ImmutableArray<Tensor<double>?> v) =>
        RandomTensors.Inner(gradient, reals.Select(i => v[i]));

    private IEnumerable<Tensor> Moving(ImmutableArray<Tensor<double>?> v) => reals.Select(i => (Tensor)v[i]!);

    private (ImmutableArray<Expr> Tangents, Expr Jvp) Tangent(Expr of)
    {
        ImmutableArray<Expr> tangents = [.. Reals.Select(x => Prelude.Variable($"d{x.Op.Name}", x.Shape))];
        return (tangents, Transforms.ForwardMode.Tangents([of], [.. Reals.Zip(tangents)])[0]);
    }

    private double ComplexStep(ImmutableArray<Tensor<double>?> v) =>
        line.Scalar.Evaluate<Complex>([.. variables.Select((x, i) => (x, v[i] is { } d
        ? Tensor.Generate(d.Shape, k => new Complex(((Tensor<double>)point[i]).Elements[k], Step * d.Elements[k]))
        : point[i]))]).ToScalar().Imaginary / Step;

    private DirectionCheck Compared(string what, bool independent, Slope slope, (double Sum, double Scale) reverse) =>
        new(what, independent, slope.Value, reverse.Sum, Apart(slope.Value, reverse),
            tolerance.Along(reverse.Scale).Compare(reverse.Sum, slope));

    private static DirectionCheck Same(
        string what, bool independent, double expected, (double Sum, double Scale) reverse)
    {
        var apart = Apart(expected, reverse);
        var verdict = double.IsNaN(apart) && independent ? Verdict.Undecided
            : apart <= SameMathematics ? Verdict.Agrees
            : Verdict.Differs;
        return new(what, independent, expected, reverse.Sum, apart, verdict);
    }

    private static double Apart(double expected, (double Sum, double Scale) reverse) =>
        expected.Equals(reverse.Sum) ? 0
            : Math.Abs(expected - reverse.Sum) / Math.Max(Math.Max(reverse.Scale, Math.Abs(expected)), double.Epsilon);

    private static double Scalar(Evaluator evaluator, ImmutableArray<Tensor> at) =>
        ((Tensor<double>)evaluator.At(at)[0]).ToScalar();
}
