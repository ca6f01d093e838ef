using Autograd.Graph.Transforms;

namespace Autograd.Graph;

/// <summary>Matrices of derivatives, and products with them: graphs again.</summary>
/// <remarks>
/// A Jacobian is one pass of a mode, vectorised over the rows or columns of an identity matrix: J = [Jᵀeᵢ]ᵢ in reverse,
/// J = [Jeⱼ]ⱼ forward (Griewank and Walther, <i>Evaluating Derivatives</i>, chapter 3). An infinite derivative meets
/// the zeros of that matrix, so other elements of its row or column can be NaN.
/// </remarks>
public static class Jacobians
{
    /// <summary>
    /// All derivatives of y: the axes of y, then those of the variable. For vectors, row i is the gradient of element
    /// i.
    /// </summary>
    /// <remarks>
    /// By reverse mode, or by forward mode where there are fewer inputs than outputs. Of a record, a Jacobian at each
    /// leaf.
    /// </remarks>
    /// <example><code>
    /// Square(v).Jacobian(v)   // v [3] at (1, 2, 3): [[2, 0, 0], [0, 4, 0], [0, 0, 6]]
    /// </code></example>
    /// <param name="y">What is differentiated, of any shape.</param>
    /// <param name="parameters">What it is a function of: an expression or a record.</param>
    /// <exception cref="ShapeException">y or a leaf does not hold real numbers.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static T Jacobian<T>(this Expr y, T parameters)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(y);
        if (y.Kind != ElementKind.Real)
        {
            throw ShapeException.For("Jacobian", [y], $"{y.Kind} elements do not vary continuously",
                "differentiate what the indices were computed from");
        }

        Parameters.Of("Jacobian", parameters);
        return parameters.CountParameters() < y.Shape.Size ? parameters.Map((Expr x) => Columns(y, x))
            : Rows(y, parameters);
    }

    /// <summary>
    /// The second derivatives of a scalar, ∂²f / ∂xᵢ∂xⱼ: the axes of x twice. For a vector of n, [n, n].
    /// </summary>
    /// <remarks>
    /// Forward over reverse. It has n² elements: for its product with a vector, see <see cref="HessianVectorProduct"/>.
    /// </remarks>
    /// <example><code>
    /// Sum(v * v * v).Hessian(v)   // v [3] at (1, 2, 3): [[6, 0, 0], [0, 12, 0], [0, 0, 18]]
    /// </code></example>
    /// <param name="scalar">The scalar.</param>
    /// <param name="x">What it is a function of.</param>
    /// <exception cref="ShapeException">The expression is not a real scalar, or x does not hold real
    /// numbers.</exception>
    /// <exception cref="ArgumentException">x is made of numbers alone: see
    /// <see cref="Prelude.Parameter(double)"/>.</exception>
    public static Expr Hessian(this Expr scalar, Expr x) =>
        Columns(scalar.ExpectScalar("Hessian").Reverse("Hessian", 1, x), x);

    /// <summary>
    /// The Hessian times a direction, in the record's own shape, for about the cost of two gradients: no matrix is
    /// made.
    /// </summary>
    /// <remarks>
    /// The derivative of the gradient along the direction (Pearlmutter, <i>Fast Exact Multiplication by the
    /// Hessian</i>, 1994).
    /// </remarks>
    /// <param name="scalar">The scalar.</param>
    /// <param name="parameters">What it is a function of: an expression or a record.</param>
    /// <param name="direction">For each leaf an expression that broadcasts to its shape.</param>
    /// <example><code>
    /// Sum(v * v * v).HessianVectorProduct(v, Ones([3]))   // v [3] at (1, 2, 3): [6, 12, 18]
    /// </code></example>
    /// <exception cref="ShapeException">The expression is not a real scalar, or a direction does not broadcast to its
    /// leaf.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static T HessianVectorProduct<T>(this Expr scalar, T parameters, T direction)
        where T : IParameterRecord<T>
    {
        const string Name = nameof(HessianVectorProduct);
        var gradient = scalar.ExpectScalar(Name).Reverse(Name, 1, parameters).Leaves();
        var products = ForwardMode.Tangents(
            [.. gradient.Select(leaf => leaf.Value)], Derivatives.Seeds(Name, parameters, direction));
        return parameters.WithLeaves(products);
    }

    private static T Rows<T>(Expr y, T parameters)
        where T : IParameterRecord<T>
    {
        var cotangent = Prelude.Variable("cotangent", y.Shape);
        var rows = y.Vjp(cotangent, parameters).Vectorize((cotangent, Identity(y.Shape)));
        return rows.Zip(parameters, (row, x) => row.Reshape(Shape.Of([.. y.Shape, .. x.Shape])));
    }

    private static Expr Columns(Expr y, Expr x)
    {
        var tangent = Prelude.Variable("tangent", x.Shape);
        var columns = y.Jvp(x, tangent).Vectorize((tangent, Identity(x.Shape)));
        return columns.Reshape(x.Shape.Size, y.Shape.Size).Transpose().Reshape(Shape.Of([.. y.Shape, .. x.Shape]));
    }

    // For each element of a shape the tensor that is 1 there and 0 elsewhere.
    private static Expr Identity(Shape shape)
    {
        Expr places = Tensor.Generate([shape.Size], i => i);
        return places.OneHot(shape.Size).Reshape(Shape.Of([shape.Size, .. shape]));
    }
}
