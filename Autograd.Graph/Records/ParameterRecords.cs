using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>Functions of any parameter record.</summary>
public static class ParameterRecords
{
    /// <summary>The leaves with their paths, in the order of their declaration.</summary>
    public static ImmutableArray<Leaf> Leaves<T>(this T record)
        where T : IParameterRecord<T>
    {
        var leaves = ImmutableArray.CreateBuilder<Leaf>();
        record.Fold(leaves, (all, leaf) =>
        {
            all.Add(leaf);
            return all;
        });
        return leaves.ToImmutable();
    }

    /// <summary>The record with each leaf replaced by a function of it.</summary>
    public static T Map<T>(this T record, Func<Expr, Expr> f)
        where T : IParameterRecord<T> => record.Map((Leaf leaf) => f(leaf.Value));

    /// <summary>
    /// The record made of the leaves of two, place by place: <c>net.Zip(g, (p, dp) => p - 0.1 * dp)</c>.
    /// </summary>
    public static T Zip<T>(this T record, T other, Func<Expr, Expr, Expr> f)
        where T : IParameterRecord<T> => record.Zip(other, (Leaf leaf, Expr value) => f(leaf.Value, value));

    /// <summary>The record made of the leaves of three, place by place.</summary>
    public static T Zip<T>(this T record, T second, T third, Func<Expr, Expr, Expr, Expr> f)
        where T : IParameterRecord<T>
    {
        var others = third.Leaves();
        var next = 0;
        var zipped = record.Zip(second, (Leaf leaf, Expr value) => f(leaf.Value, value, others[next++].Value));
        return next == others.Length
            ? zipped
            : throw new ArgumentException(
                $"The records have {next} and {others.Length} leaves; they must have the same structure.",
                nameof(third));
    }

    /// <summary>The record with its leaves replaced by the given ones, in the order of their declaration.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than the record has leaves.</exception>
    public static T WithLeaves<T>(this T record, IReadOnlyList<Expr> leaves)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var count = record.Fold(0, (n, _) => n + 1);
        if (count != leaves.Count)
        {
            throw new ArgumentException(
                $"The record has {count} leaves, but {leaves.Count} were given.", nameof(leaves));
        }

        var next = 0;
        return record.Map((Leaf _) => leaves[next++]);
    }

    /// <summary>
    /// Whether what was compiled for one record serves another: leaves of the same types at the same places, and the
    /// same static fields, on which a graph may depend.
    /// </summary>
    public static bool IsLike<T>(this T record, T other)
        where T : IParameterRecord<T>
    {
        var same = true;
        try
        {
            record.Zip(other, (Leaf leaf, Expr value) =>
            {
                same &= leaf.Value.Type == value.Type;
                return value;
            });
            return same;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The number of parameters: elements of all leaves together.</summary>
    public static long CountParameters<T>(this T record)
        where T : IParameterRecord<T> => record.Fold(0L, (n, leaf) => n + leaf.Value.Shape.Size);
}
