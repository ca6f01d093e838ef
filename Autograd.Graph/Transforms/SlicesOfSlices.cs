using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>Slices of slices as slices of what the first of them was taken from.</summary>
/// <remarks>
/// What comes back to the rest of a list, to the rest of that and so on, goes to the list itself:
/// passed on from rest to rest, n of them would take n arrays of the list's length.
/// </remarks>
/// <param name="kept">Nodes whose own cotangents are asked for: a slice of one of them goes no further.</param>
internal sealed class SlicesOfSlices(IReadOnlySet<Expr> kept)
{
    private readonly Dictionary<Expr, (Expr Source, Slice Slice)> _known = [];

    /// <summary>What a slice is a slice of, and which.</summary>
    /// <param name="node">A node that is a <see cref="Slice"/>.</param>
    public (Expr Source, Slice Slice) Of(Expr node)
    {
        var open = new Stack<Expr>([node]);
        while (!_known.ContainsKey(open.Peek()) && open.Peek().Inputs[0] is { Op: Slice } outer
            && !kept.Contains(outer))
        {
            open.Push(outer);
        }
        while (open.TryPop(out var next))
        {
            if (_known.ContainsKey(next)) continue;
            var (slice, input) = ((Slice)next.Op, next.Inputs[0]);
            _known[next] =
                _known.TryGetValue(input, out var outer) ? (outer.Source, slice.Of(outer.Slice)) : (input, slice);
        }

        return _known[node];
    }
}
