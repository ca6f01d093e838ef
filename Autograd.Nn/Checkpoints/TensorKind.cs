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
}

/// <summary>The names and sizes of the kinds: one line for each.</summary>
internal static class TensorKinds
{
    internal const string Supported = "F32, F64 or I32";

    /// <summary>How many bytes an element takes.</summary>
    internal static int Size(this TensorKind kind) => kind is TensorKind.Float64 ? sizeof(double) : sizeof(float);

    /// <summary>The name in a safetensors header.</summary>
    internal static string Name(this TensorKind kind) => kind switch
    {
        TensorKind.Float32 => "F32",
        TensorKind.Float64 => "F64",
        TensorKind.Int32 => "I32",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The kind with a name in a safetensors header; null if it is none of ours.</summary>
    internal static TensorKind? Named(string? name) => name switch
    {
        "F32" => TensorKind.Float32,
        "F64" => TensorKind.Float64,
        "I32" => TensorKind.Int32,
        _ => null,
    };

    /// <summary>The kind that stores a .NET type.</summary>
    internal static TensorKind Of<T>()
        where T : unmanaged =>
        typeof(T) == typeof(float) ? TensorKind.Float32
        : typeof(T) == typeof(double) ? TensorKind.Float64
        : typeof(T) == typeof(int) ? TensorKind.Int32
        : throw new NotSupportedException($"A checkpoint stores float, double and int, not {typeof(T).Name}.");
}
