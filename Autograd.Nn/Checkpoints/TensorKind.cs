using System.Collections.Immutable;

namespace Autograd.Nn.Checkpoints;

/// <summary>The type of a stored tensor's elements.</summary>
public enum TensorKind
{
    /// <summary>32-bit floating point, <c>F32</c>.</summary>
    Float32,

    /// <summary>64-bit floating point, <c>F64</c>.</summary>
    Float64,

    /// <summary>32-bit signed integer, <c>I32</c>.</summary>
    Int32,

    /// <summary>32-bit unsigned integer, such as the random bits of a key, <c>U32</c>.</summary>
    UInt32,
}

/// <summary>An element type of the safetensors format.</summary>
/// <param name="Name">Its name in a header.</param>
/// <param name="Bits">How many bits an element takes; some take less than a byte.</param>
/// <param name="Kind">The kind that reads it; null where none does.</param>
internal sealed record StoredType(string Name, int Bits, TensorKind? Kind = null)
{
    /// <summary>The longest name.</summary>
    internal const int LongestName = 7;

    /// <summary>The types of the format.</summary>
    internal static ImmutableArray<StoredType> All { get; } =
    [
        new("F32", 32, TensorKind.Float32), new("F64", 64, TensorKind.Float64),
        new("I32", 32, TensorKind.Int32), new("U32", 32, TensorKind.UInt32),
        new("BOOL", 8), new("U8", 8), new("I8", 8), new("I16", 16), new("U16", 16), new("I64", 64), new("U64", 64),
        new("F16", 16), new("BF16", 16), new("C64", 64), new("F4", 4), new("F6_E2M3", 6), new("F6_E3M2", 6),
        new("F8_E4M3", 8), new("F8_E5M2", 8), new("F8_E8M0", 8),
    ];

    /// <summary>The names of the types.</summary>
    internal static string[] Names { get; } = [.. All.Select(type => type.Name)];

    /// <summary>The names of the types that can be read.</summary>
    internal static string Readable { get; } = "F32, F64, I32 or U32";

    /// <summary>The type of a name; null where the format has none.</summary>
    /// <param name="name">The name.</param>
    internal static StoredType? Named(string? name)
    {
        foreach (var type in All)
        {
            if (type.Name == name) return type;
        }

        return null;
    }

    /// <summary>The type as the format writes it.</summary>
    public override string ToString() => Name;
}

/// <summary>The stored types of the kinds.</summary>
internal static class TensorKinds
{
    /// <summary>How the format stores a kind.</summary>
    internal static StoredType Stored(this TensorKind kind) =>
        StoredType.All.FirstOrDefault(type => type.Kind == kind) ?? throw new ArgumentOutOfRangeException(
            nameof(kind), kind, null);

    /// <summary>How many bytes an element takes.</summary>
    internal static int Size(this TensorKind kind) => kind.Stored().Bits / 8;

    /// <summary>The kind that stores a .NET type.</summary>
    internal static TensorKind Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorKind.Float32
        : typeof(T) == typeof(double) ? TensorKind.Float64
        : typeof(T) == typeof(int) ? TensorKind.Int32
        : typeof(T) == typeof(uint) ? TensorKind.UInt32
        : throw new NotSupportedException($"A checkpoint stores float, double, int and uint, not {typeof(T).Name}.");
}
