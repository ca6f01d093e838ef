using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Memory;

/// <summary>What a buffer holds over a run.</summary>
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

/// <summary>A place for one value of a plan.</summary>
/// <param name="Type">What it holds; its elements lie in row-major order.</param>
/// <param name="Role">Whose it is.</param>
/// <param name="Bytes">Its size.</param>
internal readonly record struct BufferSpec(TensorType Type, BufferRole Role, long Bytes)
{
    /// <summary>A buffer for a value; reals are of the plan's number type.</summary>
    public static BufferSpec For<T>(TensorType type, BufferRole role) =>
        new(type, role, (long)type.Shape.Size * (type.Kind == ElementKind.Real ? Unsafe.SizeOf<T>() : sizeof(int)));
}
