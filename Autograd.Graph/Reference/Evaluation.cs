using System.Numerics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Reference;

namespace Autograd.Graph;

/// <summary>Values of expressions by the reference interpreter.</summary>
public static class Evaluation
{
    /// <summary>The value of an expression, given values of its variables.</summary>
    /// <example><code>
    /// (Square(x0) + Square(x1)).Evaluate&lt;double&gt;((x0, 3.0), (x1, 4.0))   // 25
    /// </code></example>
    /// <param name="expression">The expression.</param>
    /// <param name="bindings">A value for each of its variables.</param>
    /// <typeparam name="T">
    /// <c>float</c>, <c>double</c>, <see cref="Complex"/>, <see cref="Rational"/> or <see cref="Interval"/> for real
    /// numbers; <c>int</c> for indices and <c>uint</c> for bits, which are computed from real numbers in <c>double</c>.
    /// </typeparam>
    /// <exception cref="ArgumentException">A variable has no value, two, or one of the wrong shape.</exception>
    /// <exception cref="ShapeException">The elements of the expression are of another kind.</exception>
    public static Tensor<T> Evaluate<T>(
        this Expr expression, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
    {
        ExpectKind<T>(expression);
        return (Tensor<T>)Values<T>([expression], bindings)[0];
    }

    /// <summary>
    /// The value of an expression, for languages that pass an array where C# passes a list of arguments.
    /// </summary>
    /// <example><code>
    /// f.Evaluate&lt;float&gt; [| x0.Bind 3.0; x1.Bind 4.0 |]   // F#
    /// </code></example>
    /// <typeparam name="T">As above.</typeparam>
    /// <param name="expression">The expression.</param>
    /// <param name="bindings">Its variables and their values.</param>
    /// <exception cref="ArgumentException">A variable has no value, two, or one of the wrong shape.</exception>
    public static Tensor<T> Evaluate<T>(this Expr expression, (Expr Variable, Tensor Value)[] bindings) =>
        expression.Evaluate<T>((ReadOnlySpan<(Expr Variable, Tensor Value)>)bindings);

    /// <summary>The values of several expressions, computed together.</summary>
    /// <typeparam name="T">As above.</typeparam>
    /// <param name="expressions">The expressions.</param>
    /// <param name="bindings">Their variables and their values.</param>
    /// <exception cref="ArgumentException">A variable has no value, two, or one of the wrong shape.</exception>
    public static ValueList<Tensor<T>> Evaluate<T>(
        this ValueList<Expr> expressions, (Expr Variable, Tensor Value)[] bindings) =>
        expressions.Evaluate<T>((ReadOnlySpan<(Expr Variable, Tensor Value)>)bindings);

    /// <summary>
    /// A variable and its value, for <c>Evaluate</c> in languages without C#'s conversions within tuples.
    /// </summary>
    /// <param name="variable">The variable.</param>
    /// <param name="value">Its value; a number is converted.</param>
    public static (Expr Variable, Tensor Value) Bind(this Expr variable, Tensor value) => (variable, value);

    /// <summary>The values of several expressions, computed together.</summary>
    /// <param name="expressions">The expressions, all of one kind.</param>
    /// <param name="bindings">A value for each of their variables.</param>
    /// <inheritdoc cref="Evaluate{T}(Expr, ReadOnlySpan{ValueTuple{Expr, Tensor}})"/>
    public static ValueList<Tensor<T>> Evaluate<T>(
        this ValueList<Expr> expressions, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
    {
        foreach (var expression in expressions) ExpectKind<T>(expression);
        return Values<T>(expressions, bindings).Select(value => (Tensor<T>)value).ToValueList();
    }

    /// <summary>The record with each leaf replaced by its value, as a literal. Leaves may be of any kind.</summary>
    /// <param name="record">The record.</param>
    /// <param name="bindings">A value for each variable below its leaves.</param>
    /// <typeparam name="T">What real numbers are computed in.</typeparam>
    /// <typeparam name="TRecord">The type of the record.</typeparam>
    public static TRecord Evaluate<T, TRecord>(
        this TRecord record, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
        where TRecord : IParameterRecord<TRecord>
        => record.WithLeaves(
            [.. Reals<T>([.. record.Leaves().Select(leaf => leaf.Value)], bindings).Select(Prelude.Literal)]);

    /// <summary>The value of an expression in any number system.</summary>
    public static Tensor<T> EvaluateIn<T, TNumbers>(
        this Expr expression, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
        where TNumbers : struct, INumberSystem<T>
    {
        ExpectKind<T>(expression);
        return (Tensor<T>)Interpreter.Evaluate<T, TNumbers>([expression], bindings)[0];
    }

    // Indices and bits have no number system: what they are computed from is in double.
    private static System.Collections.Immutable.ImmutableArray<Tensor> Values<T>(
        ValueList<Expr> roots, ReadOnlySpan<(Expr Variable, Tensor Value)> bindings) =>
        Tensor.KindOf(typeof(T)) == ElementKind.Real ? Reals<T>(roots, bindings) : Reals<double>(roots, bindings);

    private static void ExpectKind<T>(Expr expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (expression.Kind == Tensor.KindOf(typeof(T))) return;
        throw ShapeException.For($"Evaluate<{typeof(T).Name}>", [expression],
            $"the elements are of the kind {expression.Kind}", expression.Kind switch
            {
                ElementKind.Index => "write Evaluate<int>(), or ToReal() to compute with indices as numbers",
                ElementKind.Bits => "write Evaluate<uint>(); Key.From makes a key of two such words",
                _ => "write Evaluate<double>() or Evaluate<float>()",
            });
    }

    private static System.Collections.Immutable.ImmutableArray<Tensor> Reals<T>(
        ValueList<Expr> roots, ReadOnlySpan<(Expr Variable, Tensor Value)> bindings) =>
        typeof(T) == typeof(double) ? Interpreter.Evaluate<double, Real<double>>(roots.Items, bindings)
        : typeof(T) == typeof(float) ? Interpreter.Evaluate<float, Real<float>>(roots.Items, bindings)
        : typeof(T) == typeof(Complex) ? Interpreter.Evaluate<Complex, ComplexNumbers>(roots.Items, bindings)
        : typeof(T) == typeof(Rational) ? Interpreter.Evaluate<Rational, Rationals>(roots.Items, bindings)
        : typeof(T) == typeof(Interval) ? Interpreter.Evaluate<Interval, Intervals>(roots.Items, bindings)
        : throw new NotSupportedException(
            $"Evaluate<{typeof(T).Name}>: float, double, Complex, Rational and Interval have a number system of their "
            + $"own; for another use EvaluateIn.");
}
