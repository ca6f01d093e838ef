using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// Every way of moving elements puts each where the reference puts it, also past the bounds of chunks.
/// </summary>
public sealed class MovementPlanLaws
{
    public static TheoryData<int[]> Shapes =>
        [[3, 5, 7], [40, 1000], [1000, 40], [1, 33], [33, 1], [0, 3], [2, 3, 4, 5], [130, 300], [70_001], []];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_order_of_axes(int[] axes)
    {
        var x = Samples.Variable("x", Shape.Of(axes));
        Runs.Agree([.. Orders([.. Enumerable.Range(0, axes.Length)])
            .Select(order => Expr.Apply(new Permute(order), x.Variable))], x);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Pads_with_gaps_and_slices_with_steps_along_every_axis(int[] axes)
    {
        var x = Samples.Variable("x", Shape.Of(axes));
        var moved = new List<Expr>();
        for (var axis = 0; axis < axes.Length; axis++)
        {
            ValueList<int> Along(int here, int elsewhere) =>
                Enumerable.Range(0, axes.Length).Select(i => i == axis ? here : elsewhere).ToValueList();
            moved.Add(x.Variable.Pad(axis, 1, 2));
            moved.Add(Expr.Apply(new Pad(Along(2, 1), Along(0, 1), Along(3, 1)), x.Variable));
            moved.Add(x.Variable.Slice(axis, axes[axis] / 3, axes[axis] - (axes[axis] / 3)));
            moved.Add(x.Variable.Slice(axis, Math.Min(1, axes[axis]), axes[axis] / 2, 2));
        }

        Runs.Agree([x.Variable * 2, .. moved], x);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Concatenations_of_parts_of_several_lengths(int[] axes)
    {
        var x = Samples.Variable("x", Shape.Of(axes));
        var joined = Enumerable.Range(0, axes.Length).Select(axis =>
            new[] { x.Variable, x.Variable.Slice(axis, 0, 0), -x.Variable,
                x.Variable.Slice(axis, 0, axes[axis] / 2) }.Concatenate(axis));
        Runs.Agree([x.Variable + 1, .. joined], x);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Repetition_along_new_and_short_axes(int[] axes)
    {
        var x = Samples.Variable("x", Shape.Of(axes));
        var lengthened = Shape.Of([2, .. axes.Select(length => length == 1 ? 3 : length)]);
        Runs.Agree([x.Variable.BroadcastTo(lengthened), x.Variable.BroadcastTo(lengthened).Transpose(),
            x.Variable.BroadcastTo(lengthened) * 2], x);
    }

    [Fact]
    public void Indices_move_as_numbers_do()
    {
        var labels = Tensor.Generate([30, 40], i => (i * 7) % 11);
        var t = Prelude.Variable("t", labels.Type);
        Runs.Agree(
            [t, t.Transpose(), t.Reshape(1200), t.Slice(1, 3, 9, 2), t.BroadcastTo([2, 30, 40]),
                t.Transpose().OneHot(11), t.ToReal() * 2],
            (t, labels));
    }

    private static IEnumerable<ValueList<int>> Orders(ImmutableArray<int> axes) => axes.IsEmpty
        ? [[]]
        : axes.SelectMany(first => Orders(axes.Remove(first)).Select(rest => ValueList.Of<int>([first, .. rest])));
}
