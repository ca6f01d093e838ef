using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>
/// Where derivatives can differ from 0: masks outside of which a node is 0 because a <see cref="Where"/> above made it
/// so.
/// </summary>
/// <remarks>
/// It follows from the form of the graph, not from values: a sum that happens to be 0 still has a derivative.
/// </remarks>
internal sealed class NonzeroMask
{
    private readonly NodeMap<Expr?> _known = new();

    /// <summary>
    /// An expression that broadcasts to the node's shape and is 0 only where the node is; null where nothing is known.
    /// </summary>
    public Expr? Of(Expr node)
    {
        if (_known.TryGetValue(node, out var known)) return known;
        if (Sources(node).IsEmpty) return _known[node] = Known(node);
        var path = new Stack<Expr>([node]);
        while (path.TryPeek(out var top))
        {
            var depth = path.Count;
            if (!_known.Contains(top))
            {
                foreach (var source in Sources(top))
                {
                    if (!_known.Contains(source)) path.Push(source);
                }
            }

            if (path.Count > depth) continue;
            path.Pop();
            if (!_known.Contains(top)) _known[top] = Known(top);
        }

        return _known[node];
    }

    // Numbers are known without a look below.
    private static ImmutableArray<Expr> Sources(Expr node) =>
        node.AsNumber() is not null ? [] : node.Op.ZeroInputs(node);

    private Expr? Known(Expr node)
    {
        if (node.AsNumber() is { } number) return number == 0 ? 0 : null;
        if (Sources(node) is not [_, ..] sources) return null;
        ImmutableArray<Expr?> masks = [.. sources.Select(source => _known[source])];
        return node.Op switch
        {
            Where => Chosen(node.Inputs[0], masks[0], masks[1]),
            Elementwise or OptimizationBarrier => masks.Aggregate(Either),
            _ => masks.Any(mask => mask is null) ? null : Moved(node, masks),
        };
    }

    private static Expr? Chosen(Expr mask, Expr? a, Expr? b) =>
        a is null && b is null ? null
        : a == b ? a
        : a is null && IsZero(b) ? mask
        : mask.Where(a ?? 1, b ?? 1);

    private static Expr? Either(Expr? a, Expr? b) =>
        a is null || b is null ? null : a == b || IsZero(b) ? a : IsZero(a) ? b : a.Where(1, b);

    // What moves elements and adds them does the same to masks: where the result is 0, all that went into it were.
    private static Expr? Moved(Expr node, ImmutableArray<Expr?> masks)
    {
        // Each row of one-hot labels has its 1.
        if (node.Op is Sum sum && masks[0]!.Op is OneHot && sum.Axes.Contains(node.Inputs[0].Shape.Rank - 1))
        {
            return null;
        }

        return Expr.Apply(node.Op, [.. node.Inputs.Select(
            (input, i) => i < masks.Length ? Counted(masks[i]!).BroadcastTo(input.Shape) : input)]);
    }

    // Of 0 and 1 only, so that no two add up to 0.
    private static Expr Counted(Expr mask) =>
        mask.Op.IsMask || IsZero(mask) ? mask : mask.NotEqualTo(0);

    private static bool IsZero(Expr? mask) => mask?.AsNumber() == 0;
}
