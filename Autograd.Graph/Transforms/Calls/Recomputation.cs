using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// Brings checkpoints into derivatives of a <see cref="PlainForm"/>: they read again the nodes that were given, and
/// compute the interior of a function anew.
/// </summary>
/// <param name="plain">What was differentiated.</param>
internal sealed class Recomputation(PlainForm plain)
{
    private readonly Dictionary<Expr, Expr> _made = [];

    /// <summary>The derivatives, with no signals to wait for: the interior of functions is read where it is.</summary>
    public ImmutableArray<Expr> Of(ImmutableArray<Expr> derivatives) => [.. derivatives.Select(Made)];

    /// <summary>
    /// The derivatives, with the interior of each function computed once its result's cotangent is known.
    /// </summary>
    /// <param name="derivatives">What a reverse sweep has made.</param>
    /// <param name="cotangents">The cotangents of the regions' outputs, as far as the sweep has met them.</param>
    public ImmutableArray<Expr> Of(ImmutableArray<Expr> derivatives, IReadOnlyDictionary<Expr, Expr> cotangents)
    {
        var used = Topology.InOrder(derivatives).ToHashSet();

        // From the last call to the first, as the sweep goes: the cotangent of a call's result reads later calls alone.
        foreach (var region in plain.Regions.Reverse())
        {
            if (Last(region.Outputs, cotangents) is { } cotangent) region.Signal = Made(Used(cotangent, used));
        }

        return Of(derivatives);
    }

    // The output that no other output is made of: packed ones lie in the order in which they were written, not
    // computed.
    private static Expr? Last(ImmutableArray<Expr> outputs, IReadOnlyDictionary<Expr, Expr> cotangents)
    {
        ImmutableArray<Expr> met = [.. outputs.Where(cotangents.ContainsKey).Distinct()];
        return met.Length switch
        {
            0 => null,
            1 => cotangents[met[0]],
            _ => cotangents[Topology.InOrder(met).Last(met.Contains)]
        };
    }

    // A cotangent that rewriting has done away with is not computed for the sake of waiting.
    private Expr Used(Expr cotangent, HashSet<Expr> used)
    {
        var (seen, next) = (new HashSet<Expr>([cotangent]), new Queue<Expr>([cotangent]));
        while (next.TryDequeue(out var node))
        {
            if (used.Contains(node) && !plain.Contains(node)) return node;
            foreach (var input in node.Inputs)
            {
                if (!plain.Contains(input) && seen.Add(input)) next.Enqueue(input);
            }
        }

        return cotangent;
    }

    private Expr Made(Expr root)
    {
        Walk(root, _made, node => !plain.Contains(node), Placed);
        return _made[root];
    }

    private Expr Placed(Expr node)
    {
        if (plain.Given(node) is { } given) return given;
        var home = plain.Home(node);
        return home.Signal is null ? node : Copy(home, node);
    }

    private Expr Copy(CheckpointRegion region, Expr node)
    {
        Walk(node, region.Copies, inner => region.Interior.Contains(inner) && plain.Given(inner) is null,
            read => Waiting(Outside(region, read), region.Signal!));
        return region.Copies[node];
    }

    private Expr Outside(CheckpointRegion region, Expr read)
    {
        if (plain.Given(read) is { } given) return given;
        for (var around = region.Outer; around is not null; around = around.Outer)
        {
            if (around.Interior.Contains(read)) return around.Signal is null ? read : Copy(around, read);
        }

        return read;
    }

    // What has a gradient is computed from real inputs: those make it a computation of its own. Numbers are there
    // anyway.
    private static Expr Waiting(Expr input, Expr signal) =>
        input.Kind != ElementKind.Real || input.Op is Literal || !input.HasIdentity || !signal.HasIdentity
            ? input
            : Expr.Apply(new OptimizationBarrier(), input, signal);

    // Nodes are rebuilt from the leaves up; the walk ends at those that mean something else.
    private static void Walk(Expr root, Dictionary<Expr, Expr> made, Func<Expr, bool> isRebuilt, Func<Expr, Expr> leaf)
    {
        var path = new Stack<Expr>([root]);
        while (path.TryPeek(out var node))
        {
            var depth = path.Count;
            if (!made.ContainsKey(node))
            {
                if (!isRebuilt(node))
                {
                    made[node] = leaf(node);
                }
                else
                {
                    foreach (var input in node.Inputs)
                    {
                        if (!made.ContainsKey(input)) path.Push(input);
                    }

                    if (path.Count > depth) continue;
                    made[node] = Rewriter.WithInputs(node, made);
                }
            }

            path.Pop();
        }
    }
}
