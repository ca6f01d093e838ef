using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Properties.Generators;

/// <summary>
/// Random functions of guards and kinks at hard values: ±0, ±∞, NaN, branches that are not taken. Any of their steps
/// may be wrapped.
/// </summary>
internal static class HardPrograms
{
    public const int Length = 4;

    private static readonly double[] Hard =
    [
        double.NegativeInfinity, -1.5, -0.0, 0, 0, 0.5, 1, 2, double.PositiveInfinity, double.NaN,
    ];

    private static readonly ImmutableArray<Func<Expr, Expr, Expr>> Steps =
    [
        (a, _) => a.Sqrt(), (a, _) => a.Log(), (a, b) => a / b, (a, b) => a * b, (a, b) => a + b, (a, b) => a - b,
        (a, _) => a.Square(), (a, _) => a.Exp(), (a, _) => a.Tanh(), (a, _) => a.Power(1.5), (a, _) => a.Relu(),
        (a, _) => a.Abs(), (a, b) => a.Maximum(b), (a, b) => a.Minimum(b), (a, _) => a.Clip(-1, 1), (a, _) => -3 * a,
        (a, b) => (a > 0).Where(a.Sqrt(), b), (a, _) => (a > 0).Where(a, 0), (a, b) => (b > 0).Where(0, a),
        (a, b) => b.EqualTo(0).Where(0, a / b), (a, b) => b * a.Max(0), (a, b) => a * b.Sum(),
        (a, b) => (a > b).Where(b.Log(), a),
        (a, b) => new[] { a.Slice(0, 1, 3), b.Slice(0, 0, 1) }.Concatenate(), (a, b) => (a > 0).Where(a.Sum() / b, 0),
        (a, b) => (a > 0).Where(1, 0).Where(b.Sqrt(), 0) * a,
    ];

    /// <summary>How a step is wrapped: from the step, and whether it is, to the step.</summary>
    public delegate Func<Expr, Expr, Expr> Wrap(Func<Expr, Expr, Expr> step, int choice);

    /// <summary>A function of some vectors, a vector, with its steps wrapped; the same for the same seed.</summary>
    public static Expr Build(int seed, ImmutableArray<Expr> variables, Wrap wrap)
    {
        var random = new Random(seed);
        var results = variables.ToList();
        for (var n = 3 + random.Next(5); n > 0; n--)
        {
            var (a, b) = (results[^(1 + random.Next(Math.Min(3, results.Count)))], results[random.Next(results.Count)]);
            var (first, second) = (Steps[random.Next(Steps.Length)], Steps[random.Next(Steps.Length)]);
            var step = random.Next(2) == 0 ? first : (p, q) => second(first(p, q), q);
            results.Add(wrap(step, random.Next())(a, b));
        }

        // The last branch is not taken where the first variable is not positive.
        return (variables[0] > 0).Where(results[^1], results[^2]);
    }

    /// <summary>Hard values for one vector.</summary>
    public static Tensor<double> Values(int seed)
    {
        var random = new Random(seed);
        return Tensor.Generate([Length], _ => Hard[random.Next(Hard.Length)]);
    }
}
