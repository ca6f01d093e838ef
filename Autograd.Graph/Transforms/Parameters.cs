using System.Collections.Immutable;

namespace Autograd.Graph.Transforms;

/// <summary>
/// What derivatives may be taken with respect to: real expressions with an identity, each at one leaf of a record.
/// </summary>
internal static class Parameters
{
    /// <summary>The leaves of a record, each of them a parameter.</summary>
    /// <param name="operation">What takes the derivative, for messages.</param>
    /// <param name="record">The record, or an expression.</param>
    /// <exception cref="ArgumentException">A leaf is made of C# numbers alone, or one node stands at two
    /// leaves.</exception>
    /// <exception cref="ShapeException">A leaf does not hold real numbers.</exception>
    public static ImmutableArray<Expr> Of<T>(string operation, T record)
        where T : IParameterRecord<T>
    {
        var leaves = record.Leaves();
        var places = new Dictionary<Expr, string>(leaves.Length);
        foreach (var leaf in leaves)
        {
            Expect(operation, leaf);
            if (places.TryAdd(leaf.Value, leaf.Path)) continue;
            throw new ArgumentException(
                $"{operation}: the leaves {places[leaf.Value]} and {leaf.Path} are one node, {leaf.Value.Describe()}, "
                    + $"so that both would "
                + "get the derivative of the two together. Leaves are places: give each a node of its own, as by "
                    + "Parameter(tensor), or "
                + "Variable(name, shape) with a value for each; to tie weights, keep one leaf and use it twice.",
                nameof(record));
        }

        return [.. leaves.Select(leaf => leaf.Value)];
    }

    /// <summary>The expressions, each of them a parameter.</summary>
    /// <param name="operation">What takes the derivative, for messages.</param>
    /// <param name="expressions">The expressions, of which one may stand twice.</param>
    /// <exception cref="ArgumentException">One is made of C# numbers alone.</exception>
    /// <exception cref="ShapeException">One does not hold real numbers.</exception>
    public static ImmutableArray<Expr> Of(string operation, ReadOnlySpan<Expr> expressions)
    {
        foreach (var expression in expressions) Expect(operation, new Leaf("", expression));
        return [.. expressions];
    }

    /// <summary>Why a leaf that is made of C# numbers alone is no parameter, and what to write.</summary>
    /// <param name="operation">What takes the derivative.</param>
    /// <param name="leaf">The leaf.</param>
    public static ArgumentException Shared(string operation, Leaf leaf)
    {
        var (what, fix) = leaf.Value.AsNumber() switch
        {
            { } number when leaf.Value.Shape.Rank == 0 =>
                (FormattableString.Invariant($"the number {number:R}"), $"Parameter({Written(number)})"),
            { } number =>
                (FormattableString.Invariant($"the number {number:R}, repeated to {leaf.Value.Shape},"),
                $"Parameter(Tensor.Full({leaf.Value.Shape}, {Written(number)}))"),
            null => ($"{leaf.Value.Describe()}, of numbers alone,", "Parameter(value), as Parameter(2.0),"),
        };
        var place = leaf.Path.Length == 0 ? "" : $"the leaf {leaf.Path}: ";
        return new($"{operation}: {place}{what} is no parameter. Equal numbers are one node, so that its derivative "
            + $"would take in "
            + $"every other place where it stands. Write {fix}: it has an identity of its own, as a variable and a "
                + $"tensor have.");
    }

    private static void Expect(string operation, Leaf leaf)
    {
        ArgumentNullException.ThrowIfNull(leaf.Value);
        if (leaf.Value.Kind != ElementKind.Real)
        {
            throw ShapeException.For(
                operation,
                [leaf.Value],
                $"{leaf.Value.Kind} elements do not vary continuously",
                "differentiate with respect to real expressions, and mark other fields [Static]");
        }

        if (!leaf.Value.HasIdentity) throw Shared(operation, leaf);
    }

    // As C# writes a double.
    private static string Written(double number)
    {
        var text = number.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        return double.IsNaN(number) ? "double.NaN"
            : double.IsInfinity(number) ? $"double.{(number > 0 ? "Positive" : "Negative")}Infinity"
            : text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
