using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Memory;

/// <summary>Who gives and who takes the value of a buffer.</summary>
internal enum BufferRole
{
    /// <summary>A value that the caller gives.</summary>
    Input,

    /// <summary>A value that the caller takes.</summary>
    Output,

    /// <summary>A literal, the same in every run.</summary>
    Constant,

    /// <summary>An intermediate value, whose memory is reused once it has been read.</summary>
    Temporary,
}

/// <summary>The memory of one value of a plan.</summary>
/// <param name="Type">The type of the value; its elements are in row-major order.</param>
/// <param name="Role">Who gives and who takes the value.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct BufferSpec(TensorType Type, BufferRole Role, long Bytes)
{
    /// <summary>A buffer for a value; reals are of the plan's number type.</summary>
    public static BufferSpec For<T>(TensorType type, BufferRole role) =>
        new(type, role, (long)type.Shape.Size * (type.Kind == ElementKind.Real ? Unsafe.SizeOf<T>() : sizeof(int)));
}
