using System.Collections.Immutable;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Experiments.Descend;

/// <summary>
/// The notes' three learning rates on x0² + x1² from (−3, 4), 100 steps, and why their figures are what they are.
/// </summary>
internal static class NotesTable
{
    private const int Steps = 100;

    private static readonly ImmutableArray<double> Start = [-3, 4];

    // What the notes' program prints, and what it would print if each run started at (-3, 4).
    private static readonly ImmutableArray<(
        double Rate, double Fresh0, double Fresh1, double Printed0, double Printed1)> Known =
    [
        (0.01, -0.39785866768397027, 0.5304782235783754, -0.39785866768397027, 0.5304782235783754),
        (0.1, -6.111107928998789e-10, 8.148143905314271e-10, -8.1045241956798037e-11, 1.0806032260971918e-10),
        (10, -2.5898374737328363e13, -1.2952486168965398e12, -1.2986366355477275e13, 1.2823754740897291e13),
    ];

    /// <summary>The learning rates.</summary>
    public static IEnumerable<double> Rates => Known.Select(known => known.Rate);

    /// <summary>Each end that the notes' program has, with what they print.</summary>
    public static IEnumerable<Figure> Figures() => Ends().SelectMany(end => (Figure[])
    [
        new($"rate {end.Known.Rate}, differences, x0", end.Fresh[0], Reference.Of(end.Known.Fresh0, 0, "R"), "R"),
        new($"rate {end.Known.Rate}, differences, x1", end.Fresh[1], Reference.Of(end.Known.Fresh1, 0, "R"), "R"),
        new($"rate {end.Known.Rate}, start where the last run ended, x0", end.Continued[0],
            Reference.Of(end.Known.Printed0, 0, "R"), "R"),
        new($"rate {end.Known.Rate}, start where the last run ended, x1", end.Continued[1],
            Reference.Of(end.Known.Printed1, 0, "R"), "R"),
    ]);

    /// <summary>The ends side by side.</summary>
    /// <param name="exact">The end of a walk with the exact gradient.</param>
    public static Table Of(Func<double, ImmutableArray<double>> exact) => new(
        "x0² + x1² from (-3, 4), 100 steps",
        ["rate", "exact gradient", "differences (h = 1e-4)",
            "the notes: differences, each run from where the last one ended"],
        [.. Ends().Select(end => (ImmutableArray<string>)[
            $"{end.Known.Rate}", Text(exact(end.Known.Rate)), Text(end.Fresh), Text(end.Continued)])]);

    private static IEnumerable<((double Rate, double Fresh0, double Fresh1, double Printed0, double Printed1) Known,
        ImmutableArray<double> Fresh, ImmutableArray<double> Continued)> Ends()
    {
        var continued = Start;
        foreach (var known in Known)
        {
            // The notes' array was changed in place, so that the next run began with it.
            continued = Descent.WalkNumerically(F, continued, known.Rate, Steps)[^1];
            yield return (known, Descent.WalkNumerically(F, Start, known.Rate, Steps)[^1], continued);
        }
    }

    private static double F(ImmutableArray<double> x) => (x[0] * x[0]) + (x[1] * x[1]);

    private static string Text(ImmutableArray<double> x) => $"({x[0]:G8}, {x[1]:G8})";
}
