using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Autograd.Graph;
using Autograd.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Nn;

/// <summary>A record of leaves of every kind that a checkpoint stores: any bits, in any shape.</summary>
[ParameterRecord]
public sealed partial record StoredLeaves(ImmutableArray<Expr> All)
{
    /// <summary>Records of up to six leaves; their bits are random, NaNs and subnormal numbers included.</summary>
    public static Arbitrary<StoredLeaves> Any() => Arb.From(
        from count in Gen.Choose(0, 6)
        from leaves in Leaf().ListOf(count)
        select new StoredLeaves([.. leaves]));

    /// <summary>A leaf of the same kind and shape with other values, and reals of the other precision.</summary>
    public static Expr Other(Expr leaf) => leaf.Op switch
    {
        Literal { Value: Tensor<float> } => Prelude.Literal(Tensor.Full(leaf.Shape, 1.0)),
        Literal { Value: Tensor<double> } => Prelude.Literal(Tensor.Full(leaf.Shape, 1f)),
        Literal { Value: Tensor<int> } => Prelude.Literal(Tensor.Full(leaf.Shape, 1)),
        _ => Prelude.Literal(Tensor.Full(leaf.Shape, 1u)),
    };

    /// <summary>The type of a leaf's elements, and their bytes.</summary>
    public static (Type, string) Bits(Expr leaf) => ((Literal)leaf.Op).Value switch
    {
        Tensor<float> value => (typeof(float), Hex(value)),
        Tensor<double> value => (typeof(double), Hex(value)),
        Tensor<int> value => (typeof(int), Hex(value)),
        Tensor<uint> value => (typeof(uint), Hex(value)),
        var other => throw new NotSupportedException(other.ElementType.Name),
    };

    private static Gen<Expr> Leaf() =>
        from kind in Gen.Choose(0, 3)
        from rank in Gen.Choose(0, 3)
        from axes in Gen.Choose(0, 3).ArrayOf(rank)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select kind switch
        {
            0 => Random<float>(axes, seed),
            1 => Random<double>(axes, seed),
            2 => Random<int>(axes, seed),
            _ => Random<uint>(axes, seed),
        };

    private static Expr Random<T>(int[] axes, int seed)
        where T : unmanaged
    {
        var shape = Shape.Of(axes);
        var elements = new T[shape.Size];
        new Random(seed).NextBytes(MemoryMarshal.AsBytes(elements.AsSpan()));
        return Prelude.Literal(Tensor.Of<T>(shape, elements));
    }

    private static string Hex<T>(Tensor<T> value)
        where T : unmanaged => Convert.ToHexString(MemoryMarshal.AsBytes(value.AsSpan()));
}
