using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Products over a shared axis.</summary>
public static class ContractionFunctions
{
    /// <summary>
    /// The matrix product, as NumPy's <c>matmul</c>: matrices of the two innermost axes over outer axes that broadcast;
    /// a vector on the left is a row, on the right a column, and two vectors give their inner product.
    /// </summary>
    /// <exception cref="ShapeException">An input is a scalar, the inner axes differ, or the outer axes do not
    /// broadcast.</exception>
    public static Expr Dot(this Expr a, Expr b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return Refusals.Named(nameof(Dot), [a, b], () => Product(a, b));
    }

    /// <summary>
    /// An affine layer: x·W + b for rows x [n, in], W [in, out] and b [out] (<i>Deep Learning from Scratch</i>, section
    /// 5.6).
    /// </summary>
    public static Expr Affine(this Expr x, Expr weight, Expr bias) =>
        Refusals.Named(nameof(Affine), [x, weight, bias], () => x.Dot(weight) + bias);

    private static Expr Product(Expr a, Expr b)
    {
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0)
        {
            throw ShapeException.For("Dot", [a, b], "a scalar has no axis to sum over", "multiply by a scalar with *");
        }

        if (a.Shape.Rank == 1) return WithoutAxis(Product(a.Reshape(1, a.Shape[0]), b), b.Shape.Rank == 1 ? 0 : -2);
        if (b.Shape.Rank == 1) return WithoutAxis(Product(a, b.Reshape(b.Shape[0], 1)), -1);

        var outer = Broadcasting.Join(Shape.Of(a.Shape.Axes.AsSpan()[..^2]), Shape.Of(b.Shape.Axes.AsSpan()[..^2]))
            ?? throw ShapeException.For("Dot", [a, b], $"the outer axes of {a.Shape} and {b.Shape} do not broadcast",
                "each pair must be equal or one of them 1");
        return Expr.Apply(new Dot(), OverOuter(a, outer), OverOuter(b, outer));
    }

    private static Expr OverOuter(Expr x, Shape outer) => x.BroadcastTo(Shape.Of([.. outer, x.Shape[-2], x.Shape[-1]]));

    private static Expr WithoutAxis(Expr x, int axis) => x.Reshape(x.Shape.Without([x.Shape.Axis(axis)]));
}
