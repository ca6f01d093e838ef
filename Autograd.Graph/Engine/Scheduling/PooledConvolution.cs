using System.Collections.Immutable;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>
/// A convolution whose results nothing sees but a bias and pooling, and on the way back nothing but the gradients of
/// its weights and of the bias: the results need never be in memory as a whole.
/// </summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Bias">A number for each filter, or null for none.</param>
/// <param name="Results">What is pooled: the convolution, with its bias if there is one.</param>
/// <param name="Pool">The largest of the results.</param>
/// <param name="Cotangent">The cotangents of the results, if there are.</param>
/// <param name="Weights">The gradient of the weights, if it is asked for.</param>
/// <param name="BiasSums">The sums of the cotangents over the places of each image, if they are asked for.</param>
internal sealed record PooledConvolution(
    Expr Convolution, Expr? Bias, Expr Results, Expr Pool, Expr? Cotangent, Expr? Weights, Expr? BiasSums)
{
    private static readonly ValueList<int> Places = [2, 3];

    /// <summary>The lengths of the convolution.</summary>
    public ConvolutionShape Lengths => ((Ops.Convolution)Convolution.Op).LengthsOf(Convolution.Inputs);

    /// <summary>All there are below some roots, each under all nodes that it consists of.</summary>
    public static Dictionary<Expr, PooledConvolution> Below<T>(ImmutableArray<Expr> roots)
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

        var (found, kept) = (new Dictionary<Expr, PooledConvolution>(), roots.ToHashSet());
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

    private static PooledConvolution? At<T>(Expr pool, Dictionary<Expr, List<Expr>> readers, HashSet<Expr> roots)
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

        var weights =
            readers[cotangent]
            .Where(reader =>
                reader.Op is ConvolutionFilterGradient same && same.Geometry == op.Geometry && same.Groups == 1
            && reader.Inputs[0] == convolution.Inputs[0] && reader.Inputs[1] == cotangent).ToArray();
        var sums = readers[cotangent].Where(reader => reader.Op is Sum sum && sum.Axes == Places).ToArray();
        return weights is [var w] && sums.Length <= 1 && readers[cotangent].Count == 1 + sums.Length
            ? new(convolution, bias, results, pool, cotangent, w, sums.FirstOrDefault())
            : null;
    }

    // A convolution and what is added to it, if that is a number for each filter.
    private static (Expr Convolution, Expr? Bias)? Unbiased(Expr convolution, Expr other)
    {
        if (convolution.Op is not Ops.Convolution || other.Op is not BroadcastTo) return null;
        var bias = other.Inputs[0];
        var filters = bias.Shape.Rank >= 3 ? bias.Shape[-3] : 0;
        return filters == convolution.Shape[1] && bias.Shape.Size == filters ? (convolution, bias) : null;
    }
}
