using System.Collections.Immutable;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Lowering;

/// <summary>
/// A convolution that can be fused with its bias and max pooling: nothing else reads its results or their cotangents,
/// except the gradients of its weights and bias. The results are then never in memory as a whole.
/// </summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Bias">A number for each filter, or null without bias.</param>
/// <param name="Results">The pooled values: the convolution, with its bias if there is one.</param>
/// <param name="Pool">The max pooling.</param>
/// <param name="Cotangent">The cotangents of the results, or null without gradients.</param>
/// <param name="Weights">The gradient of the weights, or null.</param>
/// <param name="BiasSums">The sums of the cotangents over the pixels of each image, or null if the gradient of the bias
/// is not needed.</param>
internal sealed record ConvolutionPoolMatch(
    Expr Convolution, Expr? Bias, Expr Results, Expr Pool, Expr? Cotangent, Expr? Weights, Expr? BiasSums)
{
    private static readonly ValueList<int> ImageAxes = [2, 3];

    /// <summary>The shape of the convolution.</summary>
    public ConvolutionShape ConvolutionShape => ((Ops.Convolution)Convolution.Op).LengthsOf(Convolution.Inputs);

    /// <summary>All matches in a graph, each under all its nodes.</summary>
    public static Dictionary<Expr, ConvolutionPoolMatch> Below<T>(ImmutableArray<Expr> roots)
        where T : unmanaged
    {
        var order = Topology.InOrder(roots);
        if (!order.Any(node => node.Op is MaxPool)) return [];
        var readers = new Dictionary<Expr, List<Expr>>();
        foreach (var node in order)
        {
            foreach (var input in node.Inputs.Distinct())
            {
                (readers.TryGetValue(input, out var known) ? known : readers[input] = []).Add(node);
            }
        }

        var (found, kept) = (new Dictionary<Expr, ConvolutionPoolMatch>(), roots.ToHashSet());
        foreach (var pool in order.Where(node => node.Op is MaxPool))
        {
            if (At<T>(pool, readers, kept) is not { } one) continue;
            foreach (var part in new[] {
                one.Convolution, one.Results, one.Pool, one.Cotangent, one.Weights, one.BiasSums })
            {
                if (part is not null) found[part] = one;
            }
        }

        return found;
    }

    private static ConvolutionPoolMatch? At<T>(Expr pool, Dictionary<Expr, List<Expr>> readers, HashSet<Expr> roots)
        where T : unmanaged
    {
        var results = pool.Inputs[0];
        var (convolution, bias) = results.Op is Add ? (Unbiased(results.Inputs[0], results.Inputs[1])
            ?? Unbiased(results.Inputs[1], results.Inputs[0]) ?? default) : (results, null);
        if (convolution?.Op is not Ops.Convolution op
            || !FusedConvolutionPoolBlocking.Suits<T>(op.LengthsOf(convolution.Inputs), ((MaxPool)pool.Op).Geometry))
        {
            return null;
        }

        if (roots.Contains(results) || roots.Contains(convolution)
            || (bias is not null && readers[convolution].Count > 1))
        {
            return null;
        }

        if (readers[results].Where(reader => reader != pool).ToArray() is not { Length: <= 1 } others) return null;
        if (others is []) return new(convolution, bias, results, pool, null, null, null);
        var cotangent = others[0];
        if (cotangent.Op is not MaxPoolCotangent back || back.Geometry != ((MaxPool)pool.Op).Geometry
            || cotangent.Inputs[0] != results || cotangent.Inputs[1] == results || roots.Contains(cotangent))
        {
            return null;
        }

        var weights = readers[cotangent].Where(IsFilterGradient).ToArray();
        var sums = readers[cotangent].Where(reader => reader.Op is Sum sum && sum.Axes == ImageAxes).ToArray();
        return weights is [var w] && sums.Length <= 1 && readers[cotangent].Count == 1 + sums.Length
            ? new(convolution, bias, results, pool, cotangent, w, sums.FirstOrDefault())
            : null;

        bool IsFilterGradient(Expr reader) =>
            reader.Op is ConvolutionFilterGradient same && same.Geometry == op.Geometry && same.Groups == 1
                && reader.Inputs[0] == convolution.Inputs[0] && reader.Inputs[1] == cotangent;
    }

    // A convolution and the bias that is added to it, if it is a number for each filter.
    private static (Expr Convolution, Expr? Bias)? Unbiased(Expr convolution, Expr other)
    {
        if (convolution.Op is not Ops.Convolution || other.Op is not BroadcastTo) return null;
        var bias = other.Inputs[0];
        var filters = bias.Shape.Rank >= 3 ? bias.Shape[-3] : 0;
        return filters == convolution.Shape[1] && bias.Shape.Size == filters ? (convolution, bias) : null;
    }
}
