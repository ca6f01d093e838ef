using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Functions of integer indices and labels.</summary>
public static class IndexingFunctions
{
    /// <summary>The slices of x that indices name along an axis: x [n, c] at indices [m] gives [m, c].</summary>
    public static Expr Gather(this Expr x, Expr indices, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(indices);
        return Refusals.Named(
            nameof(Gather), [x, indices], () => Expr.Apply(new Gather(x.ExpectAxis(nameof(Gather), axis)), x, indices));
    }

    /// <summary>Rows of zeros with a 1 at each index: labels [n] give [n, classes].</summary>
    public static Expr OneHot(this Expr indices, int classes) => Expr.Apply(new OneHot(classes), indices);

    /// <summary>Indices as real numbers.</summary>
    public static Expr ToReal(this Expr indices) => Expr.Apply(new ToReal(), indices);

    /// <summary>
    /// Each index plus <paramref name="length"/> times its place along an axis: into rows of that length, all end to
    /// end.
    /// </summary>
    public static Expr OffsetIndices(this Expr indices, int axis, int length)
    {
        ArgumentNullException.ThrowIfNull(indices);
        return Expr.Apply(new OffsetIndices(indices.ExpectAxis(nameof(OffsetIndices), axis), length), indices);
    }
}
