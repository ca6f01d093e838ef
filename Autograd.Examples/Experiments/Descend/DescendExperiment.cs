using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Formulas;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Nn.Files;

namespace Autograd.Examples.Experiments.Descend;

/// <summary>
/// Gradient descent on functions that one can see: the notes' own, a saddle, two minima, a hill, or any that is typed.
/// </summary>
internal static class DescendExperiment
{
    private const string FunctionOfNotes = "x0^2 + x1^2";
    private const string StartOfNotes = "-3,4";
    private const double UsualRate = 0.1;
    private const int StepsOfNotes = 100;

    private static readonly Setting<string> Function = new(
        "--function", "A function of x0, x1 … with + - * / ^, sin cos exp log sqrt tanh abs", FunctionOfNotes, Wrong);
    private static readonly Setting<string> Start = new(
        "--start", "Where the walk starts, a number for each variable", StartOfNotes,
        text => Numbers(text) is null ? $"'{OneLine.Value(text)}' is no list of numbers such as {StartOfNotes}" : null,
        "X0,X1");
    private static readonly Setting<double> Rate = Setting.Positive("--learning-rate", "Learning rate", UsualRate);
    private static readonly Setting<int> Steps = Setting.Count("--steps", "Steps", StepsOfNotes).Or("--iterations");
    private static readonly Setting<bool> Ascend = Setting.Flag("--ascend", "Go up instead of down");

    public static Experiment Experiment { get; } = new(
        "descend", "Gradient descent on functions that one can see", "section 4.4",
        "Autograd.Examples/Experiments/Descend", Run, Function, Start, Rate, Steps, Ascend)
    {
        Check = lab => StartOf(lab, Formula.Parse(lab.Get(Function))),
    };

    private static Findings Run(Lab lab) =>
        (lab.Get(Function), lab.Get(Start), lab.Get(Rate), lab.Get(Steps), lab.Get(Ascend)) == (
            FunctionOfNotes, StartOfNotes, UsualRate, StepsOfNotes, false)
            ? OfNotes(lab)
            : OfFormula(lab, lab.Get(Function), Formula.Parse(lab.Get(Function)));

    private static Findings OfNotes(Lab lab)
    {
        var bowl = Formula.Parse(FunctionOfNotes);
        ImmutableArray<ImmutableArray<double>> From(
            Formula f, double x0, double x1, double rate, int steps, bool ascend = false) =>
            Descent.Walk(f, [x0, x1], rate, steps, ascend, lab.Plan);

        var saddle = Formula.Parse("x0^2 - x1^2");
        var valleys = Formula.Parse("(x0^2 - 4)^2 / 8 + x1^2");
        var hill = Formula.Parse("4 * exp(-((x0 - 1)^2 + (x1 + 1)^2) / 8)");
        var (on, off) = (From(saddle, -3, 0, 0.1, 40), From(saddle, -3, 0.01, 0.1, 40));
        var (right, left) = (From(valleys, 0.3, 2.5, 0.1, 60), From(valleys, -0.3, 2.5, 0.1, 60));
        var top = From(hill, -2, 2, 0.5, 60, ascend: true);
        return new("A learning rate of 0.1 arrives, 0.01 is too slow, and 10 multiplies the distance by 19 at every "
            + "step. The notes' figures for 0.1 and 10 differ since their start was changed in place, so that each "
            + "run began where "
            + "the last one ended; and with 10 the differences freeze near 1e13, where x + 0.0001 rounds to x and the "
                + "difference is exactly 0.")
        {
            Figures =
            [
                .. NotesTable.Figures(),
                new("saddle, start on the ridge: end x0", on[^1][0], Format: "G4"),
                new("saddle, start beside it: end x1", off[^1][1], Format: "G4"),
                new("two minima, start at the right: end x0", right[^1][0], Format: "G4"),
                new("two minima, start at the left: end x0", left[^1][0], Format: "G4"),
                new("ascent: end x0", top[^1][0], Format: "G4"), new("ascent: end x1", top[^1][1], Format: "G4"),
            ],
            Tables = [NotesTable.Of(rate => From(bowl, -3, 4, rate, StepsOfNotes)[^1])],
            Plates =
            [
                new("descend-rates",
                    "Rate 0.1 arrives, 0.01 is on its way, 10 leaves the picture with its first step.", Landscape.Of(
                    "x0² + x1² from (-3, 4) with three learning rates", bowl, (-5, 5), (-5, 5),
                    [.. NotesTable.Rates.Select(rate => ($"rate {rate}", From(bowl, -3, 4, rate, StepsOfNotes)))])),
                new("descend-saddle",
                    "On the ridge the way ends in the saddle, where the gradient is 0 though it is no minimum; beside "
                    + "it, it slides off.", Landscape.Of(
                    "A saddle: x0² - x1²", saddle, (-4, 4), (-4, 4), ("from (-3, 0)", on), ("from (-3, 0.01)", off))),
                new("descend-two-minima", "Which minimum is found depends on the start.", Landscape.Of(
                    "Two minima: (x0² - 4)²/8 + x1²", valleys, (-3.5, 3.5), (-2, 3), ("from (0.3, 2.5)", right),
                    ("from (-0.3, 2.5)", left))),
                new("descend-ascent", "Along the gradient instead of against it, the way leads to the maximum.",
                    Landscape.Of(
                    "Gradient ascent on a hill", hill, (-4, 4), (-4, 4), ("from (-2, 2)", top))),
            ],
        };
    }

    // The usual start has a number too many for a function of one variable; whoever writes a start means each of its
    // numbers.
    private static ImmutableArray<double> StartOf(Lab lab, Formula formula)
    {
        var (start, variables) = (Numbers(lab.Get(Start))!.Value, formula.Variables);
        var given = OneLine.Value(lab.Get(Start));
        if (!lab.IsGiven(Start) && start.Length > variables.Length && !variables.IsEmpty)
        {
            start = start[..variables.Length];
        }

        if (start.Length < variables.Length)
            throw new ProgramException(
                $"--start: {given} has {start.Length} of {variables.Length} numbers, one for each of "
                + $"{string.Join(", ", variables.AsEnumerable())}");
        if (start.Length > variables.Length && lab.IsGiven(Start))
            throw new ProgramException(
                $"--start: {given} has {start.Length} numbers, and the function has {variables.Length} variables: "
                + $"give a number for each");
        if (!double.IsFinite(Descent.Heights(formula, [start])[0]))
            throw new ProgramException(
                $"--start: {OneLine.Value(lab.Get(Function))} is no finite number at ({given}); start elsewhere");
        return start;
    }

    private static Findings OfFormula(Lab lab, string text, Formula formula)
    {
        var start = StartOf(lab, formula);
        var (up, at) = (lab.Get(Ascend), $"({string.Join(", ", start)})");

        var walk = Descent.Walk(formula, start, lab.Get(Rate), lab.Get(Steps), up, lab.Plan, lab.Stop);
        var heights = Descent.Heights(formula, walk);
        ImmutableArray<Point> curve = [.. heights.Select((height, step) => new Point(step, height))];
        var end = walk[^1];
        var name = up ? "ascent" : "descent";
        var finite = end.All(double.IsFinite) && double.IsFinite(heights[^1]);
        return new(
            finite && (up ? heights[^1] < heights[0] : heights[^1] > heights[0])
            ? $"The {name} went the wrong way, from {heights[0]:G6} to {heights[^1]:G6}: try a smaller "
                + $"--learning-rate than {lab.Get(Rate)}."
            : finite
            ? $"After {walk.Length - 1} steps of {name} {text} went from {heights[0]:G6} to {heights[^1]:G6}."
            : $"The {name} left the numbers after {walk.Length - 1} steps: try a smaller --learning-rate than "
                + $"{lab.Get(Rate)}.")
        {
            Figures =
            [
                .. end.Select((x, i) => new Figure($"end x{i}", x, Format: "G9")),
                new($"{text} at the start", heights[0], Format: "G9"),
                new($"{text} at the end", heights[^1], Format: "G9"),
            ],
            Plates =
            [
                new("descend-value", $"The function along the {name} {CurveWords.FromTo(curve)}.",
                    new Chart($"{text} from {at}", new("step"), new("f(x)"), new Line("", curve))),
                .. start.Length == 2
                ? (ImmutableArray<Plate>)[new("descend-walk", $"The way of the {name}.", Landscape.Of(
                    $"{text} from {at}", formula, Landscape.Around(walk, 0), Landscape.Around(walk, 1),
                    ($"rate {lab.Get(Rate)}", walk)))] : [],
            ],
        };
    }

    private static string? Wrong(string text)
    {
        try
        {
            Formula.Parse(text);
            return null;
        }
        catch (FormulaException error)
        {
            return error.Message;
        }
    }

    private static ImmutableArray<double>? Numbers(string text)
    {
        var parts = text.Split(',');
        ImmutableArray<double> numbers =
            [.. parts.Select(part => OptionValue.TryRead(part.Trim(), out var number) ? number : double.NaN)];
        return numbers.All(double.IsFinite) ? numbers : null;
    }
}
