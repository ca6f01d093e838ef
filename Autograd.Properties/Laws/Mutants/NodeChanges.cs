using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Mutants;

/// <summary>The ways in which one node of a rule may be wrong.</summary>
internal static class NodeChanges
{
    public const string Negated = "negated";

    public const string Doubled = "doubled";

    public static IEnumerable<RuleChange> Of(Expr node) => node.Op switch
    {
        Literal { Number: { } number } => [new("one more", () => number + 1)],
        Add => [.. Dropped(node, "term"), .. Scaled(node)],
        Subtract => [.. Dropped(node, "term"), .. Scaled(node), Swapped(node, 0, 1)],
        Multiply => [.. Dropped(node, "factor"), .. Scaled(node)],
        Divide or Power => [.. Dropped(node, "factor"), .. Scaled(node), Swapped(node, 0, 1)],
        Dot => [.. Dropped(node, "factor"), .. Scaled(node), Swapped(node, 0, 1), .. AxesExchanged(node)],
        Greater => [Swapped(node, 0, 1), new("at equals too", () => node.Inputs[0] >= node.Inputs[1])],
        GreaterOrEqual => [Swapped(node, 0, 1), new("not at equals", () => node.Inputs[0] > node.Inputs[1])],
        Where => [new("dropped mask (as if on)", () => node.Inputs[1]),
            new("dropped mask (as if off)", () => node.Inputs[2]), Swapped(node, 1, 2)],
        Elementwise { Arity: 1 } => [new("dropped function", () => node.Inputs[0]), .. Scaled(node)],
        Sum sum => [.. FirstOnly(node, sum), .. AlongOthers(node, sum), .. Scaled(node), .. AxesExchanged(node)],
        Gather or ScatterAdd or Slice or Pad => [.. MovementChanges.Of(node), .. Scaled(node), .. AxesExchanged(node)],
        Reshape => [.. MovementChanges.Of(node), .. AxesExchanged(node)],
        Convolution or TransposedConvolution or ConvolutionFilterGradient or MaxPoolTangent or MaxPoolCotangent =>
            [.. WindowChanges.Of(node), .. Scaled(node), Swapped(node, 0, 1), .. AxesExchanged(node)],
        Im2Col or Col2Im => [.. WindowChanges.Of(node), .. Scaled(node), .. AxesExchanged(node)],
        ViewOp => AxesExchanged(node),
        _ => [],
    };

    private static IEnumerable<RuleChange> Dropped(Expr node, string part) =>
        node.Inputs.Select((_, i) => new RuleChange($"dropped {part} {i}", () => node.Inputs[1 - i]));

    private static IEnumerable<RuleChange> Scaled(Expr node) =>
        [new(Negated, () => -node), new(Doubled, () => 2 * node)];

    private static RuleChange Swapped(Expr node, int a, int b) => new(
        $"swapped operands {a} and {b}",
        () => Expr.Apply(node.Op, node.Inputs.SetItem(a, node.Inputs[b]).SetItem(b, node.Inputs[a]).AsSpan()));

    // A sum that should add up all copies takes the first.
    private static IEnumerable<RuleChange> FirstOnly(Expr node, Sum sum)
    {
        var x = node.Inputs[0];
        if (x.Shape.Size == 0 || x.Shape.Size == node.Shape.Size) yield break;
        yield return new(
            "dropped sum", () => sum.Axes.Aggregate(x, (rest, axis) => rest.Slice(axis, 0, 1)).Reshape(node.Shape));
    }

    private static IEnumerable<RuleChange> AlongOthers(Expr node, Sum sum)
    {
        var x = node.Inputs[0];
        var others = Enumerable.Range(0, 1 << x.Shape.Rank)
            .Select(bits => Enumerable.Range(0, x.Shape.Rank).Where(axis => (bits >> axis & 1) == 1).ToValueList())
            .FirstOrDefault(axes =>
                axes.Count == sum.Axes.Count && !axes.SequenceEqual(sum.Axes) && x.Shape.Without(axes) == node.Shape);
        if (others is { Count: > 0 }) yield return new("sums along other axes", () => Expr.Apply(new Sum(others), x));
    }

    // The first two axes of equal length: a transposition that no check of shapes finds.
    private static IEnumerable<RuleChange> AxesExchanged(Expr node)
    {
        if (node.AsNumber() is not null || node.Shape.Size == 0) yield break;
        var pairs = from i in node.Shape.Axes()
                    from j in node.Shape.Axes()
                    where i < j
            && node.Shape[i] == node.Shape[j] && node.Shape[i] > 1
                    select (i, j);
        var (a, b) = pairs.FirstOrDefault();
        if (a == b) yield break;
        var order = node.Shape.Axes().Select(axis => axis == a ? b : axis == b ? a : axis);
        yield return new("axes exchanged", () => node.Permute([.. order]));
    }

    private static IEnumerable<int> Axes(this Shape shape) => Enumerable.Range(0, shape.Rank);
}
