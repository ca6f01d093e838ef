using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Mutants;

/// <summary>The ways in which the parameters of a movement may be wrong and still fit the shapes.</summary>
internal static class MovementChanges
{
    public static IEnumerable<RuleChange> Of(Expr node) =>
        node.Shape.Size == 0 || node.Inputs[0].Shape.Size == 0 ? [] : node.Op switch
        {
            Gather gather =>
                First("another axis", node,
                    Axes(node).Where(axis => axis != gather.Axis).Select(axis => new Gather(axis))),
            ScatterAdd scatter => First("another axis", node,
                Axes(node).Where(axis => axis != scatter.Axis).Select(axis => scatter with { Axis = axis })),
            Slice slice =>
            [
                .. First("starts one later", node,
                Axes(node).Select(axis => slice with { Starts = Moved(slice.Starts, axis, 1) })),
            .. First("starts one earlier", node,
                Axes(node).Select(axis => slice with { Starts = Moved(slice.Starts, axis, -1) })),
            .. First("a longer step", node,
                Long(node.Shape).Select(axis => slice with { Steps = Moved(slice.Steps, axis, 1) })),
            .. First("a shorter step", node,
                Long(node.Shape).Select(axis => slice with { Steps = Moved(slice.Steps, axis, -1) })),
        ],
            Pad pad =>
            [
                .. First("starts one later", node, Axes(node)
                .Select(axis => pad with { Before = Moved(pad.Before, axis, 1), After = Moved(pad.After, axis, -1) })),
            .. First("starts one earlier", node, Axes(node)
                .Select(axis => pad with { Before = Moved(pad.Before, axis, -1), After = Moved(pad.After, axis, 1) })),
            .. First("a longer step", node, Long(node.Inputs[0].Shape).Select(axis => Stepped(node, pad, axis, 1))),
            .. First("a shorter step", node, Long(node.Inputs[0].Shape).Select(axis => Stepped(node, pad, axis, -1))),
        ],
            Reshape => Exchanged(node),
            _ => [],
        };

    private static IEnumerable<int> Axes(Expr node) => Enumerable.Range(0, node.Inputs[0].Shape.Rank);

    private static IEnumerable<int> Long(Shape shape) => Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] > 1);

    private static ValueList<int> Moved(ValueList<int> values, int axis, int by) =>
        values.Select((value, i) => i == axis ? value + by : value).ToValueList();

    // The zeros after it make up for the elements' taking more room.
    private static Pad Stepped(Expr node, Pad pad, int axis, int by) =>
        pad with
        {
            Steps = Moved(pad.Steps, axis, by),
            After = Moved(pad.After, axis, -by * (node.Inputs[0].Shape[axis] - 1))
        };

    private static IEnumerable<RuleChange> First(string name, Expr node, IEnumerable<Op> others) =>
        others.Where(op => Fits(op, node)).Take(1)
            .Select(op => new RuleChange(name, () => Expr.Apply(op, node.Inputs.AsSpan())));

    /// <summary>Whether an op gives the type of a node on its inputs.</summary>
    public static bool Fits(Op op, Expr node)
    {
        try
        {
            return op.Infer(node.Inputs) == node.Type;
        }
        catch (ShapeException)
        {
            return false;
        }
    }

    // Two lengths of the new shape in each other's place: what a reduction took away comes back elsewhere.
    private static IEnumerable<RuleChange> Exchanged(Expr node)
    {
        var shape = node.Shape;
        for (var a = 0; a + 1 < shape.Rank; a++)
        {
            if (shape[a] == shape[a + 1]) continue;
            var other = shape.Select((axis, length) => axis == a ? shape[a + 1] : axis == a + 1 ? shape[a] : length);
            yield return new("lengths exchanged", () => node.Inputs[0].Reshape(other));
            yield break;
        }
    }
}
