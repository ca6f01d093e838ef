using System.Collections.Immutable;
using Autograd.Graph.Transforms;

namespace Autograd.Graph;

/// <summary>
/// Derivatives of expressions: graphs again, to print, draw, evaluate, compile and differentiate further.
/// </summary>
public static class Derivatives
{
    /// <summary>
    /// The gradient of a scalar with respect to an expression or every leaf of a record, in the record's own shape.
    /// </summary>
    /// <remarks>
    /// A node that the scalar does not depend on has the gradient 0. Derivatives at kinks stand with each op.
    /// </remarks>
    /// <example><code>
    /// TwoLayerNet g = Loss(net, x, t).Gradient(net);   // g.Hidden.Weight is the graph of dL/dW1
    /// </code></example>
    /// <param name="scalar">The scalar.</param>
    /// <param name="parameters">
    /// What it is a function of: an expression or a record. A leaf is a place: a node that stands at two is refused,
    /// and so is a C# number, which every equal number shares (<see cref="Prelude.Parameter(double)"/> has an
    /// identity).
    /// </param>
    /// <exception cref="ShapeException">The expression is not a scalar, or a leaf does not hold real
    /// numbers.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static T Gradient<T>(this Expr scalar, T parameters)
        where T : IParameterRecord<T>
        => scalar.ExpectScalar().Reverse("Gradient", 1, parameters);

    /// <summary>The gradient of a scalar with respect to one expression, of its shape.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="variable">What it is a function of.</param>
    /// <exception cref="ShapeException">The scalar is not one, or the variable does not hold real numbers.</exception>
    /// <exception cref="ArgumentException">The variable is made of numbers alone: see
    /// <see cref="Prelude.Parameter(double)"/>.</exception>
    public static Expr Gradient(this Expr scalar, Expr variable) => scalar.Gradient<Expr>(variable);

    /// <summary>The gradients of a scalar with respect to several expressions.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="variables">The expressions.</param>
    /// <example><code>
    /// var df = (Square(x0) + Square(x1)).Gradient(x0, x1);   // [2 * x0, 2 * x1]
    /// </code></example>
    /// <exception cref="ShapeException">The scalar is not one, or a variable does not hold real numbers.</exception>
    /// <exception cref="ArgumentException">A variable is made of numbers alone: see
    /// <see cref="Prelude.Parameter(double)"/>.</exception>
    public static ValueList<Expr> Gradient(this Expr scalar, params ReadOnlySpan<Expr> variables) =>
        ReverseMode.Cotangents([(scalar.ExpectScalar(), 1)], Parameters.Of("Gradient", variables)).ToValueList();

    /// <summary>The vector–Jacobian product: the gradient of Σ cotangent · y, for a y of any shape.</summary>
    /// <param name="y">The expression.</param>
    /// <param name="cotangent">A weight for each element of y; it broadcasts to y's shape.</param>
    /// <param name="parameters">What to differentiate with respect to: an expression or a record.</param>
    /// <exception cref="ShapeException">The cotangent does not broadcast, or a leaf does not hold real
    /// numbers.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static T Vjp<T>(this Expr y, Expr cotangent, T parameters)
        where T : IParameterRecord<T> => y.Reverse("Vjp", cotangent, parameters);

    /// <summary>The Jacobian–vector product: the derivative of y along a direction, of y's shape.</summary>
    /// <param name="y">The expression.</param>
    /// <param name="parameters">What varies: an expression or a record.</param>
    /// <param name="tangents">The direction: for each leaf an expression that broadcasts to its shape.</param>
    /// <exception cref="ShapeException">A tangent does not broadcast, or a leaf does not hold real numbers.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, one node stands at two leaves, or there are
    /// too few tangents.</exception>
    public static Expr Jvp<T>(this Expr y, T parameters, T tangents)
        where T : IParameterRecord<T> => ForwardMode.Tangents([y], Seeds("Jvp", parameters, tangents))[0];

    /// <summary>Each leaf of a record with its direction, of the leaf's shape.</summary>
    internal static ImmutableArray<(Expr Node, Expr Tangent)> Seeds<T>(string operation, T parameters, T tangents)
        where T : IParameterRecord<T>
    {
        var leaves = Parameters.Of(operation, parameters);
        var directions = tangents.Leaves();
        return directions.Length == leaves.Length
            ? [.. leaves.Select((leaf, i) => (leaf, Transforms.Seeds.Expect(
                operation, "tangent", directions[i].Value, Place(directions[i].Path, i), leaf)))]
            : throw new ArgumentException(
                $"{operation}: there are {leaves.Length} parameters but {directions.Length} tangents: give one for "
                    + $"each.", nameof(tangents));
    }

    /// <summary>The expression, if it is one real number.</summary>
    internal static Expr ExpectScalar(this Expr scalar, string operation = "Gradient")
    {
        ArgumentNullException.ThrowIfNull(scalar);
        return scalar.Shape.Rank == 0 && scalar.Kind == ElementKind.Real
            ? scalar
            : throw ShapeException.For(operation, [scalar], $"a {(operation == "Gradient" ? "gradient" : "Hessian")} "
                + $"is of a real scalar, not of {scalar.Type}",
                "take Sum() or Mean() of it, or give a weight for each element to Vjp");
    }

    private static string Place(string path, int index) => path.Length > 0 ? path : $"parameter {index}";

    /// <summary>The derivatives of Σ cotangent · y, for whom an error names.</summary>
    internal static T Reverse<T>(this Expr y, string operation, Expr cotangent, T parameters)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(y);
        var leaves = Parameters.Of(operation, parameters);
        return parameters.WithLeaves(
            ReverseMode.Cotangents([(y, Transforms.Seeds.Expect(operation, "cotangent", cotangent, "y", y))], leaves));
    }
}
