using System.Collections.Immutable;
using System.Numerics;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using static Autograd.Graph.Prelude;

namespace Autograd.Examples.Experiments;

/// <summary>Derivatives by differences, how far off they are, and the loss functions of section 4.2.</summary>
internal static class DerivativeExperiment
{
    private static readonly Setting<double> Step =
        Setting.Positive("--step", "The step h of the differences", Numerical.DefaultStep);

    private static readonly Expr X = Variable("x");

    // Squire and Trapp's example of 1998: its higher derivatives are large, so that errors show.
    private static readonly Expr Steep = X.Exp() / (X.Sin().Power(3) + X.Cos().Power(3));
    private const double SteepAt = 1.5;

    // Where a logarithmic axis shows an error of exactly 0.
    private const double Nothing = 1e-17;

    public static Experiment Experiment { get; } = new(
        "derivative", "Derivatives by differences and their errors; the loss functions", "sections 4.2 to 4.4",
        "Autograd.Examples/Experiments/DerivativeExperiment.cs", Run, Step);

    private static Findings Run(Lab lab)
    {
        var h = lab.Get(Step);
        var errors = Errors();
        return new($"A central difference is right to {Digits(errors[1].Errors)} digits at best and a forward one to "
            + $"{Digits(errors[0].Errors)}: a smaller step cuts the error of the formula and magnifies that of "
            + "rounding. "
            + "The gradient of the graph, and the complex step, are right to the last digits.")
        {
            Figures =
            [
                .. Quadratic(5, h, 0.1999999999990898),
                .. Quadratic(10, h, 0.2999999999986347),
                .. Gradients(3, 4, 6, 8), .. Gradients(0, 2, 0, 4), .. Gradients(3, 0, 6, 0),
                .. Losses(),
                .. errors.Select(way =>
                    new Figure($"least error of the {way.Name}", way.Errors.Min(error => error.Y), Format: "G3")),
            ],
            Tables = [new("Error over h", ["h", .. errors.Select(way => way.Name)],
                [.. Enumerable.Range(0, 17).Select(power => Row(power, errors))])],
            Plates =
            [
                new("derivative-tangents", "The tangents have the slope that the central difference gives.", new Chart(
                    "0.01x² + 0.1x and its tangents", new("x"), new("f(x)"),
                    new Line("f", [.. Surface.Between(0, 20, 101).Select(x => new Point(x, F(x)))]), Tangent(5, h),
                    Tangent(10, h))),
                new("derivative-errors",
                    "From the right, errors fall as h (forward) and h² (central) do, until rounding takes over; a "
                    + "complex step has no difference to round.", new Chart(
                    "Errors of the derivative of eˣ/(sin³x + cos³x) at 1.5, over the step", new("h", Charts.Scale.Log),
                    new("relative error (0 is drawn at 1e-17)", Charts.Scale.Log),
                    [.. errors.Select(way => new Line(way.Name, way.Errors))])),
            ],
        };
    }

    private static int Digits(ImmutableArray<Point> errors) =>
        (int)Math.Floor(-Math.Log10(errors.Min(error => error.Y)));

    private static double F(double x) => (0.01 * (x * x)) + (0.1 * x);

    private static IEnumerable<Figure> Quadratic(double x, double h, double book)
    {
        var f = (0.01 * Square(X)) + (0.1 * X);
        return
        [
            new($"f'({x}), central difference", Numerical.CentralDifference(F, x, h),
                h == Numerical.DefaultStep ? Reference.Of(book, 0, "R") : null, "R"),
            new($"f'({x}), forward difference", Numerical.ForwardDifference(F, x, h), Format: "R"),
            new($"f'({x}), gradient of the graph", f.Gradient(X).Evaluate<double>((X, x)).ToScalar(), Format: "R"),
        ];
    }

    private static IEnumerable<Figure> Gradients(double at0, double at1, double book0, double book1)
    {
        var (x0, x1) = (Variable("x0"), Variable("x1"));
        var gradient = (Square(x0) + Square(x1)).Gradient(x0, x1).Evaluate<double>((x0, at0), (x1, at1));
        return
        [
            new($"gradient of x0² + x1² at ({at0}, {at1}), ∂/∂x0", gradient[0].ToScalar(), Reference.Of(book0, 0)),
            new($"gradient of x0² + x1² at ({at0}, {at1}), ∂/∂x1", gradient[1].ToScalar(), Reference.Of(book1, 0)),
        ];
    }

    private static IEnumerable<Figure> Losses()
    {
        var softmax = Literal(Tensor.Vector(0.3, 2.9, 4.0)).Softmax().Evaluate<double>().Elements;
        ImmutableArray<double> book = [0.0182112733, 0.2451918129, 0.7365969138];
        for (var i = 0; i < 3; i++)
        {
            yield return new(
                $"softmax(0.3, 2.9, 4.0), element {i}", softmax[i], Reference.Of(book[i], 1e-8, "G9"), "G9");
        }

        // The book adds 1e-7 inside its logarithm, for fear of log 0: the last digits differ.
        Expr t = Tensor.Vector<double>(0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        Expr likely = Tensor.Vector(0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0);
        Expr unlikely = Tensor.Vector(0.1, 0.05, 0.1, 0, 0.05, 0.1, 0, 0.6, 0, 0);
        yield return new("sum of squared errors, answer thought likely",
            likely.SumOfSquaredErrors(t).Evaluate<double>().ToScalar(), Reference.Of(0.0975));
        yield return new("sum of squared errors, answer thought unlikely",
            unlikely.SumOfSquaredErrors(t).Evaluate<double>().ToScalar(), Reference.Of(0.5975));
        yield return new("cross-entropy, answer thought likely", likely.CrossEntropy(t).Evaluate<double>().ToScalar(),
            new("0.510825", 0.510825, 0.510826), "G7");
        yield return new("cross-entropy, answer thought unlikely",
            unlikely.CrossEntropy(t).Evaluate<double>().ToScalar(), new("2.302585", 2.302584, 2.302586), "G7");
    }

    private static Line Tangent(double x, double h)
    {
        var slope = Numerical.CentralDifference(F, x, h);
        return new($"tangent at {x}", [.. new[] { 0.0, 20 }.Select(at => new Point(at, F(x) + (slope * (at - x))))])
        {
            Dashed = true
        };
    }

    private static ImmutableArray<(string Name, ImmutableArray<Point> Errors)> Errors()
    {
        var exact = Steep.Gradient(X).Evaluate<double>((X, SteepAt)).ToScalar();
        double Value(double x) => Steep.Evaluate<double>((X, x)).ToScalar();
        double ComplexStep(double h) => Steep.Evaluate<Complex>((X, new Complex(SteepAt, h))).ToScalar().Imaginary / h;
        ImmutableArray<Point> Over(Func<double, double> derivative) =>
            [.. Surface.Between(-16, 0, 65).Select(power => Math.Pow(10, power))
                .Select(h => new Point(h, Math.Max(Math.Abs(derivative(h) - exact) / Math.Abs(exact), Nothing)))];
        return
        [
            ("forward difference", Over(h => Numerical.ForwardDifference(Value, SteepAt, h))),
            ("central difference", Over(h => Numerical.CentralDifference(Value, SteepAt, h))),
            ("complex step", Over(ComplexStep)),
        ];
    }

    // Four steps of the sampling make a power of ten.
    private static ImmutableArray<string> Row(
        int power, ImmutableArray<(string Name, ImmutableArray<Point> Errors)> errors) =>
        [$"1e-{power}", .. errors.Select(way => way.Errors[^(1 + (4 * power))].Y)
            .Select(error => error <= Nothing ? "0" : $"{error:G2}")];
}
