using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Generators;

/// <summary>
/// For each op a total function from any real inputs and a number to an expression around it; null where it has none.
/// </summary>
internal static class GraphTemplates
{
    public delegate Expr? Template(ImmutableArray<Expr> inputs, int choice);

    public static ImmutableSortedDictionary<string, Template> All { get; } = new Dictionary<string, Template>
    {
        ["Log1p"] = (x, _) => x[0].Square().Log1p(),
        ["Sign"] = (x, _) => x[0].Sign() * x[0],
        ["StopGradient"] = (x, _) => x[0].StopGradient() * x[0],
        ["Power"] = (x, _) => Positive(x[0]).Power(Fitting(x[0], x[1])),
        ["Greater"] = (x, _) => x[0] * (x[0] > Fitting(x[0], x[1])),
        ["GreaterOrEqual"] = (x, n) => x[0] * (x[0] >= Number(n)),
        ["Equal"] = (x, n) => x[0] * x[0].NotEqualTo(Number(n)),
        ["Where"] = (x, n) => (x[0] > Number(n)).Where(x[0], Fitting(x[0], x[1])),
        ["Literal"] = (x, n) => x[0] + (Expr)Tensor.Generate(x[0].Shape, i => Number(n + i)),
        ["Sum"] = (x, n) => Expr.Apply(new Sum(SomeAxes(x[0].Shape, n)), x[0]),
        ["Max"] = (x, n) =>
            Some(x[0].Shape, SomeAxes(x[0].Shape, n)) ? Expr.Apply(new Max(SomeAxes(x[0].Shape, n)), x[0]) : null,
        ["ArgMax"] = (x, n) => x[0].Shape.Rank > 0 && OneAxis(x[0], n) is var a && x[0].Shape[a] > 0
            ? x[0].ArgMax(a).OneHot(x[0].Shape[a])
            : null,
        ["ToReal"] = (x, n) => x[0].Shape.Rank > 0 ? x[0] * Indices([x[0].Shape[-1]], 5, n).ToReal() : null,
        ["OffsetIndices"] = (x, n) =>
            x[0].Shape.Rank > 0 ? x[0] * Indices([x[0].Shape[-1]], 3, n).OffsetIndices(0, 3).ToReal() : null,
        ["OneHot"] = (x, n) => x[0].Shape.Rank > 0 && x[0].Shape[-1] > 0
            ? x[0] + Indices([], x[0].Shape[-1], n).OneHot(x[0].Shape[-1])
            : null,
        ["FoldIn"] = (x, n) => x[0] + Prelude.Literal(Key.From(n)).FoldIn(n % 5).Uniform(x[0].Shape),
        ["Uniform"] = (x, n) => x[0] * Prelude.Literal(Key.From(n)).Uniform(Shape.Of([.. x[0].Shape.Skip(1)])),
        ["Gather"] = Gather,
        ["ScatterAdd"] = ScatterAdd,
        ["Dot"] = (x, _) => Dot(x[0], x[1]),
        ["Reshape"] = Reshape,
        ["Permute"] = (x, n) =>
            x[0].Permute([.. Enumerable.Range(0, x[0].Shape.Rank).OrderBy(axis => ((axis + 1) * (n + 7)) % 11)]),
        ["BroadcastTo"] = (x, n) => x[0].BroadcastTo(
            Shape.Of([1 + (n % 3), .. x[0].Shape.Select((i, length) => length == 1 ? 1 + (n >> i & 1) : length)])),
        ["Slice"] = Slice,
        ["Pad"] = (x, n) => Expr.Apply(
            new Pad(Of(x[0], i => n >> i & 1), Of(x[0], i => (n >> (i + 1)) % 3),
                Of(x[0], i => 1 + (n >> (i + 2) & 1))), x[0]),
        ["Concatenate"] = Concatenate,
        ["AddSlices"] = AddSlices,
        ["OptimizationBarrier"] = (x, _) => Expr.Apply(new OptimizationBarrier(), x[0], x[1]),
        ["Call"] = (x, n) => Checkpointing.Checkpoint((Expr y) =>
            (n % 2 == 0 ? y * y : y.Square().Sum(SomeAxes(y.Shape, n).ToArray())) * Fitting(y, x[1]).Sum())(x[0]),
    }.Concat(ImageTemplates.All).Concat(Elementwise).DistinctBy(template => template.Key).ToImmutableSortedDictionary();

    /// <summary>
    /// What brings fractions that are no doubles: means, averages, roots of squares, powers by fractions, and factors.
    /// </summary>
    public static ImmutableSortedDictionary<string, Template> Fractions { get; } = new Dictionary<string, Template>
    {
        ["Mean"] = (x, n) => x[0].Mean([.. SomeAxes(x[0].Shape, n)]),
        ["Variance"] = (x, _) => x[0].Variance(),
        ["Third"] = (x, n) =>
            (n % 3) switch { 0 => x[0] / 3, 1 => 0.1 * x[0] * ((Expr)1 / 7), _ => x[0] * (n % 23) / 11 },
        ["RootOfSquare"] = (x, _) => Positive(x[0]).Square().Sqrt(),
        ["WholePower"] = (x, n) => Positive(x[0]).Power((n % 5) - 2),
        ["AveragePool"] = (x, n) => x[0].Shape.Size == 0 ? null
            : x[0].Reshape(1, 1, 1, -1).AveragePool((1, 1 + (n % Math.Min(3, x[0].Shape.Size))), 1),
    }.ToImmutableSortedDictionary();

    /// <summary>The template of a name.</summary>
    public static Template Of(string name) => All.TryGetValue(name, out var template) ? template : Fractions[name];

    // An elementwise op that has no template above: applied to what its domain takes.
    private static IEnumerable<KeyValuePair<string, Template>> Elementwise =>
        typeof(Op).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Elementwise)) && !type.IsAbstract)
            .Select(type => (Elementwise)Activator.CreateInstance(type)!).Where(op => op.Arity <= 2)
            .Select(op => KeyValuePair.Create<string, Template>(op.Name, (x, _) => Expr.Apply(op,
                [.. Enumerable.Range(0, op.Arity)
                    .Select(i => In(op.DomainOf(i), i == 0 ? x[0] : Fitting(x[0], x[1])))])));

    private static Expr In(Domain domain, Expr x) => domain.Smallest == 0 && domain.Negative ? x : Positive(x);

    private static Expr Positive(Expr x) => x.Square() + 0.5;

    private static double Number(int choice) => (choice % 23 - 11) / 4.0;

    // What does not broadcast is summed to a scalar, which always does.
    private static Expr Fitting(Expr x, Expr y) => Broadcasting.Join(x.Shape, y.Shape) is null ? y.Sum() : y;

    private static int OneAxis(Expr x, int choice) => x.Shape.Rank == 0 ? 0 : choice % x.Shape.Rank;

    private static ValueList<int> SomeAxes(Shape shape, int choice) =>
        Enumerable.Range(0, shape.Rank).Where(axis => (choice >> axis & 1) == 1).ToValueList();

    private static bool Some(Shape shape, ValueList<int> axes) => axes.All(axis => shape[axis] > 0);

    private static ValueList<int> Of(Expr x, Func<int, int> axis) =>
        Enumerable.Range(0, x.Shape.Rank).Select(axis).ToValueList();

    private static Expr Indices(Shape shape, int length, int choice) =>
        Tensor.Generate(shape, i => (choice + (i * 3)) % length);

    private static Expr? Gather(ImmutableArray<Expr> x, int choice)
    {
        var axis = OneAxis(x[0], choice);
        if (x[0].Shape.Rank == 0 || x[0].Shape[axis] == 0) return null;
        Shape shape = (choice % 4) switch { 0 => [], 1 => [3], 2 => [0], _ => [2, 1] };
        return x[0].Gather(Indices(shape, x[0].Shape[axis], choice), axis);
    }

    private static Expr? ScatterAdd(ImmutableArray<Expr> x, int choice)
    {
        if (x[0].Shape.Rank == 0) return null;
        var (axis, length) = (OneAxis(x[0], choice), 1 + (choice % 3));
        return Expr.Apply(new ScatterAdd(axis, length), x[0], Indices([x[0].Shape[axis]], length, choice));
    }

    private static Expr Dot(Expr a, Expr b)
    {
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0) return a.Reshape(-1, 1).Dot(b.Reshape(1, b.Shape.Size));
        foreach (var right in new[] { b, b.Transpose() })
        {
            var (rows, outer) = (right.Shape[Math.Max(-2, -right.Shape.Rank)], Outer(right));
            if (a.Shape[-1] == rows && (a.Shape.Rank == 1 || Broadcasting.Join(Outer(a), outer) is not null))
            {
                return a.Dot(right);
            }
        }

        return a.Dot(a.Transpose());
    }

    private static Shape Outer(Expr x) => Shape.Of([.. x.Shape.Take(Math.Max(0, x.Shape.Rank - 2))]);

    private static Expr Reshape(ImmutableArray<Expr> x, int choice) => (choice % 3) switch
    {
        0 => x[0].Reshape(Shape.Of(x[0].Shape.Size)),
        1 => x[0].Reshape(Shape.Of([.. x[0].Shape.Reverse()])),
        _ => x[0].Reshape(Shape.Of([.. x[0].Shape, 1])),
    };

    private static Expr? Slice(ImmutableArray<Expr> x, int choice)
    {
        if (x[0].Shape.Rank == 0) return null;
        var axis = OneAxis(x[0], choice);
        var (start, step) = (Math.Min(choice % 2, x[0].Shape[axis]), 1 + (choice / 2 % 2));
        return x[0].Slice(axis, start, (x[0].Shape[axis] - start + step - 1) / step, step);
    }

    private static Expr? Concatenate(ImmutableArray<Expr> x, int choice)
    {
        if (x[0].Shape.Rank == 0) return null;
        var axis = OneAxis(x[0], choice);
        var fits = x[1].Shape.Rank == x[0].Shape.Rank && x[1].Shape.Without([axis]) == x[0].Shape.Without([axis]);
        var other = fits ? x[1] : x[0].Square();
        Expr[] parts = (choice / 8 % 2) == 0 ? [x[0], other] : [x[0], other, x[0]];
        return parts.Concatenate(axis);
    }

    // Two slices that overlap by all but the first element along each axis.
    private static Expr? AddSlices(ImmutableArray<Expr> x, int choice)
    {
        if (x[0].Shape.Rank == 0) return null;
        var step = 1 + (choice % 2);
        var whole = x[0].Shape.Select((_, length) => length == 0 ? 1 : ((length - 1) * step) + 2);
        Slice At(int start) => new(Of(x[0], _ => start), x[0].Shape.ToValueList(), Of(x[0], _ => step));
        return Expr.Apply(
            new AddSlices(whole, ValueList.Of(At(0), At(1))), x[0], x[1].Shape == x[0].Shape ? x[1] : x[0].Square());
    }
}
