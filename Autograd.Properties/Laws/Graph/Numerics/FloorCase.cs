using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// Floor: its value, its convention at whole numbers, and what the laws' own number systems make of it.
/// </summary>
internal static class FloorCase
{
    public static ElementwiseCase Case { get; } = new(new Floor(), x => Math.Floor(x[0]))
    {
        Partial = (_, _) => 0,
        Changes = x => x[0] == Math.Floor(x[0]),
    };
}

internal readonly partial struct Duals<T, TNumbers>
{
    public static Dual<T> Floor(Dual<T> a) => Constant(TNumbers.Floor(a.Value));
}

internal readonly partial struct Jets
{
    public static Jet Floor(Jet a) => new(Math.Floor(a.Value));
}

internal readonly partial struct Precises
{
    public static Precise Floor(Precise a) => new((a.Fixed >> ExactReference.Places) << ExactReference.Places);
}

internal readonly partial struct Counted
{
    public static double Floor(double a) => Count(Real<double>.Floor(a));
}

internal readonly partial struct Bounds
{
    public static Bounded Floor(Bounded a) => new(Math.Floor(a.Value), 0);
}
