using Autograd.Graph.Transforms;

namespace Autograd.Graph;

/// <summary>Partial derivatives: with nodes held fixed, though they depend on what varies.</summary>
/// <remarks>
/// A held node counts as constant for this derivative alone: the result reads the node itself, so that a further
/// derivative sees it vary. (Behind <c>StopGradient</c> it would be constant for every derivative.)
/// </remarks>
/// <example><code>
/// var z = Square(x);
/// (x * z).Gradient(x)                        // 3 x²: z varies with x
/// (x * z).Gradient(x, holding: z)            // x²
/// (x * z).Gradient(x, holding: z).Gradient(x)   // 2 x
/// </code></example>
public static class PartialDerivatives
{
    /// <summary>The gradient of a scalar, in the record's own shape, with some nodes held fixed.</summary>
    /// <param name="scalar">The scalar.</param>
    /// <param name="parameters">What to differentiate with respect to: an expression or a record. It varies also where
    /// it is held.</param>
    /// <param name="holding">Nodes of the scalar's graph that count as constants, as <c>holding: z</c> or <c>holding:
    /// [z, w]</c>.</param>
    /// <typeparam name="T">An expression or a record.</typeparam>
    /// <exception cref="ShapeException">The expression is not a real scalar, or a parameter is not real.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static T Gradient<T>(this Expr scalar, T parameters, params ReadOnlySpan<Expr> holding)
        where T : IParameterRecord<T> => scalar.ExpectScalar().Vjp(1, parameters, holding);

    /// <summary>The vector–Jacobian product, in the record's own shape, with some nodes held fixed.</summary>
    /// <param name="y">The expression, of any shape.</param>
    /// <param name="cotangent">A weight for each element of y; it broadcasts to y's shape.</param>
    /// <param name="parameters">What to differentiate with respect to: an expression or a record. It varies also where
    /// it is held.</param>
    /// <param name="holding">Nodes of y's graph that count as constants, as <c>holding: z</c> or <c>holding: [z,
    /// w]</c>.</param>
    /// <typeparam name="T">An expression or a record.</typeparam>
    /// <exception cref="ShapeException">A parameter is not real, or the cotangent does not broadcast to y.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static T Vjp<T>(this Expr y, Expr cotangent, T parameters, params ReadOnlySpan<Expr> holding)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(cotangent);
        var leaves = Parameters.Of("Vjp", parameters);
        return parameters.WithLeaves(
            ReverseMode.Cotangents([(y, cotangent.BroadcastTo(y.Shape))], leaves, [.. holding]));
    }

    /// <summary>The Jacobian–vector product, of y's shape, with some nodes held fixed.</summary>
    /// <param name="y">The expression, of any shape.</param>
    /// <param name="parameters">What varies: an expression or a record. It varies also where it is held.</param>
    /// <param name="tangents">The direction: for each leaf an expression that broadcasts to its shape.</param>
    /// <param name="holding">Nodes of y's graph that count as constants, as <c>holding: z</c> or <c>holding: [z,
    /// w]</c>.</param>
    /// <typeparam name="T">An expression or a record.</typeparam>
    /// <exception cref="ShapeException">A parameter is not real, or a tangent does not broadcast to its
    /// leaf.</exception>
    /// <exception cref="ArgumentException">A leaf is made of numbers alone, or one node stands at two
    /// leaves.</exception>
    public static Expr Jvp<T>(this Expr y, T parameters, T tangents, params ReadOnlySpan<Expr> holding)
        where T : IParameterRecord<T> =>
            ForwardMode.Tangents([y], Derivatives.Seeds("Jvp", parameters, tangents), [.. holding])[0];
}
