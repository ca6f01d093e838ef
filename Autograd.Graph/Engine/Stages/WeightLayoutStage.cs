using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>Lays out the weights of a convolution in the order in which its matrix products read them.</summary>
/// <param name="parts">The products, whose weights lie one after another.</param>
/// <param name="groups">The number of groups.</param>
/// <param name="weights">The weights.</param>
/// <param name="target">The weights laid out.</param>
internal sealed unsafe class WeightLayoutStage<T>(
    ImmutableArray<ConvolutionAsGemmBlocking<T>> parts, int groups, int weights, int target) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"weights laid out, {Elements(parts, groups)} elements";

    public override ImmutableArray<int> Sources => [weights];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(0, 2 * Elements(parts, groups) * sizeof(T));

    public override int Rows => groups * parts.Sum(part => part.LayoutParts);

    public override bool ReadsByRow(int source) => false;

    /// <summary>Elements of the laid out weights.</summary>
    public static long Elements(ImmutableArray<ConvolutionAsGemmBlocking<T>> parts, int groups) =>
        parts.Sum(part => groups * part.WeightGroup);

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var (to, first) = ((nint)workspace.Address(target), 0);
        foreach (var part in parts)
        {
            var count = groups * part.LayoutParts;
            for (var row = Math.Max(start, first); row < Math.Min(end, first + count); row++)
            {
                part.LayOut(
                    workspace.Address(weights), (row - first) / part.LayoutParts, (row - first) % part.LayoutParts,
                    (T*)to);
            }

            first += count;
            to += (nint)groups * part.WeightGroup * sizeof(T);
        }
    }
}
