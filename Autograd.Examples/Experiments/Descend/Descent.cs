using System.Collections.Immutable;
using Autograd.Examples.Formulas;
using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Experiments.Descend;

/// <summary>
/// A walk along the gradient: the places from the start on. It ends early where it leaves the numbers.
/// </summary>
internal static class Descent
{
    /// <summary>Down, or up, with the exact gradient.</summary>
    public static ImmutableArray<ImmutableArray<double>> Walk(Formula f, ImmutableArray<double> start, double rate,
        int steps, bool ascend = false, PlanOptions? options = null, CancellationToken stop = default)
    {
        var step = Compile<double>.Function(
            (Expr x) => ascend ? x + (rate * f.At(x).Gradient(x)) : x - (rate * f.At(x).Gradient(x)), options);
        return Iterate(start, steps, at => step.Invoke(Tensor.Vector(at.AsSpan())).Evaluate<double>().Elements, stop);
    }

    /// <summary>Down, with the gradient by central differences: what the notes and the book's section 4.4 do.</summary>
    public static ImmutableArray<ImmutableArray<double>> WalkNumerically(
        Func<ImmutableArray<double>, double> f, ImmutableArray<double> start, double rate, int steps) =>
        Iterate(start, steps, at => [.. at.Zip(Numerical.Gradient(f, at), (x, dx) => x - (rate * dx))]);

    /// <summary>The function along a walk.</summary>
    public static ImmutableArray<double> Heights(Formula f, ImmutableArray<ImmutableArray<double>> walk)
    {
        var value = Compile<double>.Function((Expr x) => f.At(x));
        return [.. walk.Select(at => value.Invoke(Tensor.Vector(at.AsSpan())).Evaluate<double>().ToScalar())];
    }

    private static ImmutableArray<ImmutableArray<double>> Iterate(ImmutableArray<double> start, int steps,
        Func<ImmutableArray<double>, ImmutableArray<double>> next, CancellationToken stop = default)
    {
        var walk = ImmutableArray.CreateBuilder<ImmutableArray<double>>();
        walk.Add(start);
        for (var i = 0; i < steps && walk[^1].All(double.IsFinite) && !stop.IsCancellationRequested; i++)
        {
            walk.Add(next(walk[^1]));
        }

        return walk.ToImmutable();
    }
}
