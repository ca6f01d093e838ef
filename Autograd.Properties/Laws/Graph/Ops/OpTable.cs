using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>Every op of the library with its case; an op without one fails a law by its name.</summary>
public sealed class OpTable
{
    /// <summary>The ops that have no inputs; their laws are those of expressions.</summary>
    private static readonly ImmutableHashSet<string> Leaves = [nameof(Variable), nameof(Literal)];

    public static ImmutableSortedDictionary<string, OpCase> Cases { get; } =
        ElementwiseCases.All.Select(entry => (entry.Op.GetType(), entry.Case)).Concat(StructuralCases.All)
            .Concat(ConvolutionCases.All).Concat(PoolCases.All).Concat(IndexCases.All).Concat(CallCases.All)
            .ToImmutableSortedDictionary(entry => entry.Item1.Name, entry => entry.Case);

    /// <summary>The ops of windows on images.</summary>
    public static ImmutableHashSet<string> Windowed { get; } =
        [.. ConvolutionCases.All.Concat(PoolCases.All).Select(entry => entry.Op.Name)];

    /// <summary>The names of the library's ops that take inputs.</summary>
    public static ImmutableArray<string> Names { get; } =
        [.. typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract)
            .Select(type => type.Name).Where(name => !Leaves.Contains(name)).Order()];

    [Fact]
    public void Every_op_of_the_library_has_a_case() => Assert.Equal(Names, Cases.Keys);
}
