using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Numbers written in a graph, and small expressions of them such as 1 / 3, which only an interpreter rounds.
/// </summary>
internal static class Numbers
{
    /// <summary>The largest expression of numbers that transforms look into, in nodes.</summary>
    public const int LargestSize = 32;

    /// <summary>The number that an expression is in all its elements, if it is a C# number or one broadcast.</summary>
    public static double? AsNumber(this Expr expression)
    {
        while (expression.Op is BroadcastTo) expression = expression.Inputs[0];
        return (expression.Op as Literal)?.Number;
    }

    /// <summary>
    /// What is repeated, where an expression is one scalar in all its elements; else the expression itself.
    /// </summary>
    public static Expr Unrepeated(this Expr expression)
    {
        var source = expression;
        while (source.Op is BroadcastTo) source = source.Inputs[0];
        return source.Shape.Rank == 0 ? source : expression;
    }

    /// <summary>
    /// The value of a small expression of numbers alone, in a number system; null for any other expression.
    /// </summary>
    public static T? NumberIn<T, TNumbers>(this Expr expression)
        where T : struct
        where TNumbers : struct, INumberSystem<T>
        => expression.NumberSize is > 0 and <= LargestSize ? ((Tensor<T>)Value<T, TNumbers>(expression)).ToScalar()
        : null;

    /// <summary>
    /// Whether an expression is a number that is finite over <c>float</c> too, so that its product with 0 is 0.
    /// </summary>
    public static bool IsFiniteNumber(this Expr factor) =>
        factor.AsNumber() is { } number ? float.IsFinite((float)number)
        : Single(factor) is { } single && float.IsFinite(single)
        && double.IsFinite(factor.NumberIn<double, Real<double>>()!.Value);

    /// <summary>Whether it is such a number and not 0, so that 0 divided by it is 0.</summary>
    public static bool IsFiniteDivisor(this Expr divisor) =>
        divisor.IsFiniteNumber() && (divisor.AsNumber() is { } number ? (float)number : Single(divisor)) != 0;

    /// <summary>A small expression of numbers less a number: one number where the difference is exact.</summary>
    public static Expr Less(this Expr expression, double number) =>
        expression.AsNumber() is { } from && ExactNumbers.Subtract(from, number) is { } exact ? exact
            : expression.Unrepeated() - number;

    /// <summary>How many nodes of numbers a node would have as a tree: 0 where anything else lies below.</summary>
    internal static byte SizeOf(Op op, ReadOnlySpan<Expr> inputs)
    {
        if (inputs.IsEmpty) return op is Literal { Number: not null } ? (byte)1 : (byte)0;
        if (op is BroadcastTo) return inputs[0].NumberSize;
        if (op is not Elementwise) return 0;
        var size = 1;
        foreach (var input in inputs)
        {
            if (input.NumberSize == 0) return 0;
            size += input.NumberSize;
        }

        return (byte)Math.Min(size, byte.MaxValue);
    }

    private static float? Single(Expr factor) => factor.NumberIn<float, Real<float>>();

    private static Tensor Value<T, TNumbers>(Expr node)
        where TNumbers : struct, INumberSystem<T>
        => node.Op is BroadcastTo
            ? Value<T, TNumbers>(node.Inputs[0])
            : node.Op.Evaluate<T, TNumbers>(new(Shape.Scalar), [.. node.Inputs.Select(Value<T, TNumbers>)]);
}
