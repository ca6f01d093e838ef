namespace Autograd.Graph;

/// <summary>Products over a shared axis; the matrix product stands with its op, Ops/LinearAlgebra/Dot.cs.</summary>
public static partial class ContractionFunctions
{
    /// <summary>
    /// An affine layer: x·W + b for rows x [n, in], W [in, out] and b [out] (<i>Deep Learning from Scratch</i>, section
    /// 5.6).
    /// </summary>
    /// <param name="x">The rows, one for each example.</param>
    /// <param name="weight">The matrix W.</param>
    /// <param name="bias">The row b, added to every row.</param>
    public static Expr Affine(this Expr x, Expr weight, Expr bias) =>
        Refusals.Named(nameof(Affine), [x, weight, bias], () => x.Dot(weight) + bias);
}
