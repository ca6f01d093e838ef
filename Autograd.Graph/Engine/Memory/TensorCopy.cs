namespace Autograd.Graph.Engine.Memory;

/// <summary>Copies values into the memory of a plan.</summary>
internal static unsafe class TensorCopy
{
    /// <summary>
    /// Writes the elements of a tensor, whose real numbers are of type <typeparamref name="T"/> already, from an
    /// address on.
    /// </summary>
    public static void CopyTo<T>(this Tensor value, void* address)
        where T : unmanaged
    {
        switch (value)
        {
            case Tensor<T> reals: reals.AsSpan().CopyTo(new Span<T>(address, reals.Shape.Size)); break;
            case Tensor<int> indices: indices.AsSpan().CopyTo(new Span<int>(address, indices.Shape.Size)); break;
            case Tensor<uint> bits: bits.AsSpan().CopyTo(new Span<uint>(address, bits.Shape.Size)); break;
        }
    }
}
