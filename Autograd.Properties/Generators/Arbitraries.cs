using Autograd.Graph;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Generators;

/// <summary>What laws may ask for as arguments: <c>[Properties(Arbitrary = [typeof(Arbitraries)])]</c>.</summary>
public static class Arbitraries
{
    /// <summary>Small shapes: scalars, and axes of length 0 and 1 among longer ones.</summary>
    public static Arbitrary<Shape> Shape() => Arb.From(Shapes.Any, Shapes.Shrink);

    /// <summary>Two shapes that broadcast, and what to.</summary>
    public static Arbitrary<BroadcastPair> BroadcastPair() => Arb.From(Shapes.Pairs);

    /// <summary>Tensors of such shapes, of numbers of both signs up to 3.</summary>
    public static Arbitrary<Tensor<double>> Tensor() =>
        Arb.From(Shapes.Any.SelectMany(shape => Values.Tensors(shape)), Values.Shrink);

    /// <summary>Random graphs over every op.</summary>
    public static Arbitrary<GraphCase> Graph() => Arb.From(Graphs.Any, Graphs.Shrink);
}
