using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Autograd.Graph;

/// <summary>
/// What functions take and give: an expression, a parameter record, or a tuple of such, seen as leaves.
/// </summary>
/// <remarks>A leaf of a tuple has the path <c>Item1</c>, or <c>Item2.Weight</c> where the part is a record.</remarks>
internal static class Structure
{
    // C# nests the parts of a tuple from the eighth on in a tuple of their own.
    private const int PartsBeforeRest = 7;

    /// <summary>Refuses a type that has no leaves.</summary>
    /// <param name="operation">The function in the message.</param>
    /// <exception cref="ArgumentException">The type is neither a record nor a tuple of records.</exception>
    public static void Expect<T>(string operation)
    {
        if (Misfit(typeof(T)) is not { } misfit) return;
        var within = misfit == typeof(T) ? "" : $", which is in {Name(typeof(T))},";
        throw new ArgumentException(
            $"{operation} takes and gives expressions, parameter records and tuples of them, and "
                + $"{Name(misfit)}{within} is none of these.\n"
            + "  fix: mark a record [ParameterRecord] and partial, give a tensor or a number as an Expr, and let the "
                + "function capture what is no expression");
    }

    /// <summary>The leaves with their paths, in order.</summary>
    /// <exception cref="ArgumentException">A part of a tuple, or an expression, is null.</exception>
    public static ImmutableArray<Leaf> Leaves<T>(T value)
    {
        var leaves = ImmutableArray.CreateBuilder<Leaf>();
        Visit(value, "", leaf => leaves.Add(leaf.Value is null ? throw Null(leaf.Path) : leaf));
        return leaves.ToImmutable();
    }

    /// <summary>The leaves without their paths, which take longer to make than the rest.</summary>
    /// <exception cref="ArgumentException">A part of a tuple, or an expression, is null.</exception>
    public static ImmutableArray<Expr> Values<T>(T value)
    {
        if (value is Expr only) return [only];
        var values = ImmutableArray.CreateBuilder<Expr>();
        Visit(value, null, leaf => values.Add(leaf.Value));
        // Once more, for the path of what is missing.
        if (values.Contains(null!)) Leaves(value);
        return values.ToImmutable();
    }

    /// <summary>The same structure with each leaf replaced.</summary>
    public static T Map<T>(T value, Func<Leaf, Expr> f) => (T)Mapped(value, "", f);

    /// <summary>The same structure with its leaves replaced by others, in order.</summary>
    public static T WithLeaves<T>(T value, IReadOnlyList<Expr> leaves)
    {
        var next = 0;
        return (T)Mapped(value, null, _ => leaves[next++]);
    }

    /// <summary>
    /// Whether what was made for one serves the other: leaves of the same types at the same places, and the same static
    /// fields.
    /// </summary>
    public static bool IsLike<T>(T value, T other)
    {
        var same = true;
        Expr Compare(Leaf leaf, Expr there)
        {
            same &= leaf.Value is not null && there is not null && leaf.Value.Type == there.Type;
            return there!;
        }

        try
        {
            return Zips(value, other, Compare) && same;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>A hash that is the same for all that are like each other.</summary>
    public static int Hash<T>(T value)
    {
        var hash = new HashCode();
        foreach (var leaf in Leaves(value)) hash.Add(leaf.Value.Type);
        return hash.ToHashCode();
    }

    private static bool Zips(object? value, object? other, Func<Leaf, Expr, Expr> f)
    {
        if (value is Expr x) return other is Expr y && x.Type == y.Type;
        if (value is IParameterRecord record)
        {
            if (other is not IParameterRecord there || there.GetType() != record.GetType()) return false;
            record.ZipLeaves(there, f);
            return true;
        }

        if (value is not ITuple tuple || other is not ITuple parts || parts.Length != tuple.Length) return false;
        for (var i = 0; i < tuple.Length; i++)
        {
            if (!Zips(tuple[i], parts[i], f)) return false;
        }

        return true;
    }

    // Without a path there is none to be made.
    private static void Visit(object? value, string? path, Action<Leaf> action)
    {
        switch (value)
        {
            case Expr x: action(new(path ?? "", x)); break;
            case IParameterRecord record when string.IsNullOrEmpty(path): record.VisitLeaves(action); break;
            case IParameterRecord record: record.VisitLeaves(leaf => action(leaf.Under(path))); break;
            case ITuple tuple:
                for (var i = 0; i < tuple.Length; i++) Visit(tuple[i], Part(path, i), action);
                break;
            case null when path is null: action(default); break;
            default: throw Null(path);
        }
    }

    private static object Mapped(object? value, string? path, Func<Leaf, Expr> f) => value switch
    {
        Expr x => f(new(path ?? "", x)),
        IParameterRecord record => record.MapLeaves(string.IsNullOrEmpty(path) ? f : leaf => f(leaf.Under(path))),
        ITuple tuple => Tuple(
            tuple.GetType(), [.. Enumerable.Range(0, tuple.Length).Select(i => Mapped(tuple[i], Part(path, i), f))]),
        _ => throw Null(path),
    };

    private static object Tuple(Type type, object[] parts) => parts.Length <= PartsBeforeRest
        ? Activator.CreateInstance(type, parts)!
        : Activator.CreateInstance(type, [.. parts[..PartsBeforeRest],
            Tuple(type.GetGenericArguments()[PartsBeforeRest], parts[PartsBeforeRest..])])!;

    private static Type? Misfit(Type type) =>
        type.IsAssignableTo(typeof(IParameterRecord)) ? null

        : type.IsValueType && type.IsAssignableTo(typeof(ITuple)) && type.IsGenericType
        ? Array.Find(type.GetGenericArguments(), part => Misfit(part) is not null) is { } part
        ? Misfit(part)
        : null
        : type;

    private static string? Part(string? path, int index) =>
        path is null ? null : path.Length == 0 ? $"Item{index + 1}" : $"{path}.Item{index + 1}";

    private static string Name(Type type) =>
        type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;

    private static ArgumentException Null(string? path) =>
        new(string.IsNullOrEmpty(path) ? "The argument is null." : $"{path} is null.");
}
