using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Generators;

/// <summary>Random values for the leaves of any parameter record.</summary>
public static class Records
{
    /// <summary>
    /// Records of the structure of an example, each leaf filled with numbers from a domain; they shrink to rounder
    /// numbers.
    /// </summary>
    /// <param name="example">A record with leaves of the wanted shapes; leaves of indices stay as they are.</param>
    /// <param name="domain">Where the numbers come from: both signs up to 3, unless given.</param>
    /// <example><code>
    /// public static Arbitrary&lt;TwoLayerNet&gt; Net() => Records.Like(TwoLayerNet.Create(4, 3, 2), new Domain(0, 1));
    /// </code></example>
    public static Arbitrary<T> Like<T>(T example, Domain? domain = null)
        where T : IParameterRecord<T>
    {
        var leaves = example.Leaves();
        return Arb.From(
            Gen.CollectToSequence(leaves, leaf => leaf.Value.Kind == ElementKind.Real
                ? Values.Tensors(leaf.Value.Shape, domain ?? Domain.Real).Select(value => Prelude.Literal(value))
                : Gen.Constant(leaf.Value)).Select(values => example.WithLeaves([.. values])),
            Shrink);
    }

    private static IEnumerable<T> Shrink<T>(T record)
        where T : IParameterRecord<T>
    {
        ImmutableArray<Expr> leaves = [.. record.Leaves().Select(leaf => leaf.Value)];
        for (var i = 0; i < leaves.Length; i++)
        {
            if (leaves[i].Op is not Literal { Value: Tensor<double> value }) continue;
            foreach (var smaller in Values.Shrink(value))
            {
                if (smaller.Shape == value.Shape)
                {
                    yield return record.WithLeaves(leaves.SetItem(i, Prelude.Literal(smaller)));
                }
            }
        }
    }
}
