using Autograd.Graph;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Generators;

/// <summary>What laws may ask for as arguments: <c>[Properties(Arbitrary = [typeof(Arbitraries)])]</c>.</summary>
public static class Arbitraries
{
    public static Arbitrary<Shape> Shape() => Arb.From(Shapes.Any, Shapes.Shrink);

    public static Arbitrary<BroadcastPair> BroadcastPair() => Arb.From(Shapes.Pairs);

    public static Arbitrary<Tensor<double>> Tensor() => Arb.From(Shapes.Any.SelectMany(shape => Values.Tensors(shape)), Values.Shrink);

    public static Arbitrary<GraphCase> Graph() => Arb.From(Graphs.Any, Graphs.Shrink);
}
