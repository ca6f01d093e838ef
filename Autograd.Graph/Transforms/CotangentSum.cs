using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>
/// What comes back to one node from all its users: a sum, and what reaches slices or indices of it alone.
/// </summary>
/// <remarks>
/// Parts of a node are kept as parts and joined once, in the order in which they came: a sequence that is read in n
/// slices takes one array of its length, not one for each slice. The sum of what reaches all of it comes first.
/// </remarks>
/// <param name="node">The node.</param>
internal sealed class CotangentSum(Expr node)
{
    private Expr? _whole;
    private List<(Slice Slice, Expr Part)>? _slices;
    private List<Expr>? _scattered;

    /// <summary>Adds what reaches the node, of its shape.</summary>
    public void Add(Expr part)
    {
        switch (part.Op)
        {
            case Pad pad:
                Add(new Slice(pad.Before, part.Inputs[0].Shape.ToValueList(), pad.Steps), part.Inputs[0]);
                break;
            case ScatterAdd: (_scattered ??= []).Add(part); break;
            default: _whole = _whole is null ? part : _whole + part; break;
        }
    }

    /// <summary>Adds what reaches a slice of the node, of the slice's shape.</summary>
    public void Add(Slice slice, Expr part) => (_slices ??= []).Add((slice, part));

    /// <summary>The sum, of the node's shape.</summary>
    public Expr Total()
    {
        var total = _whole;
        if (_slices is not null) Join(Joined(_slices));
        if (_scattered is not null)
        {
            foreach (var group in _scattered.GroupBy(part => (ScatterAdd)part.Op)) Join(Joined(group.Key, [.. group]));
        }

        return total!;

        void Join(Expr part) => total = total is null ? part : total + part;
    }

    private Expr Joined(List<(Slice Slice, Expr Part)> slices)
    {
        if (slices is [var only]) return only.Slice.Back(node.Shape, only.Part);
        if (EndToEnd(slices) is var (axis, parts)) return parts.Concatenate(axis);
        ImmutableArray<Expr> inputs = [.. slices.Select(slice => slice.Part)];
        return Expr.Apply(
            new AddSlices(node.Shape, slices.Select(slice => slice.Slice).ToValueList()), inputs.AsSpan());
    }

    // The parts in the order in which they lie, if they cover the node along one axis and do not overlap.
    private (int Axis, IEnumerable<Expr> Parts)? EndToEnd(List<(Slice Slice, Expr Part)> slices)
    {
        var shape = node.Shape;
        var axis = 0;
        while (axis < shape.Rank && slices[0].Slice.Lengths[axis] == shape[axis]) axis++;
        if (axis == shape.Rank || slices.Any(slice => !IsAlong(slice.Slice, axis))) return null;
        var sorted = slices.OrderBy(slice => slice.Slice.Starts[axis]).ToList();
        var end = 0;
        foreach (var (slice, _) in sorted)
        {
            if (slice.Starts[axis] != end || slice.Lengths[axis] == 0) return null;
            end += slice.Lengths[axis];
        }

        return end == shape[axis] ? (axis, sorted.Select(slice => slice.Part)) : null;
    }

    private bool IsAlong(Slice slice, int axis)
    {
        for (var i = 0; i < node.Shape.Rank; i++)
        {
            if (slice.Steps[i] != 1 && slice.Lengths[i] > 1) return false;
            if (i != axis && slice.Lengths[i] != node.Shape[i]) return false;
        }

        return true;
    }

    // One list of indices, in the order of the parts.
    private static Expr Joined(ScatterAdd op, ImmutableArray<Expr> parts)
    {
        if (parts is [var only]) return only;
        var indices = parts.Select(part => part.Inputs[1].Reshape(-1)).Concatenate();
        var slices = parts.Select(part => Flat(part.Inputs[0], op.Axis, part.Inputs[1].Shape)).Concatenate(op.Axis);
        return Expr.Apply(op, slices, indices);
    }

    private static Expr Flat(Expr slices, int axis, Shape indices)
    {
        var axes = slices.Shape.Axes;
        return slices.Reshape(Shape.Of([.. axes[..axis], indices.Size, .. axes[(axis + indices.Rank)..]]));
    }
}
