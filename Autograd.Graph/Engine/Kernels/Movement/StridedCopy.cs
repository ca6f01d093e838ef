
namespace Autograd.Graph.Engine.Kernels.Movement;

/// <summary>Copies a block of elements, with strides of its own in source and target.</summary>
internal static unsafe class StridedCopy
{
    /// <summary>target[Σ index · targetStride] = source[Σ index · sourceStride], for each index of a shape.</summary>
    /// <typeparam name="T">Words of 4 or 8 bytes.</typeparam>
    public static void Run<T>(
        T* source, ReadOnlySpan<int> sourceStrides, T* target, ReadOnlySpan<int> targetStrides, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (shape.IsEmpty)
        {
            *target = *source;
            return;
        }

        if (shape.Length == 2 && sourceStrides[0] == 1 && targetStrides[1] == 1)
        {
            // Only bits move, so words of any kind are copied as floating-point numbers of their size.
            if (sizeof(T) == sizeof(float))
            {
                Transposition.Matrix(
                    (float*)source, sourceStrides[1], (float*)target, targetStrides[0], shape[1], shape[0]);
            }
            else
            {
                Transposition.Matrix(
                    (double*)source, sourceStrides[1], (double*)target, targetStrides[0], shape[1], shape[0]);
            }

            return;
        }

        if (shape.Length > 1)
        {
            for (var i = 0; i < shape[0]; i++)
            {
                Run(source + ((nint)i * sourceStrides[0]), sourceStrides[1..], target + ((nint)i * targetStrides[0]),
                    targetStrides[1..], shape[1..]);
            }

            return;
        }

        var (from, to, count) = ((nint)sourceStrides[0], (nint)targetStrides[0], shape[0]);
        if (from == 1 && to == 1) new ReadOnlySpan<T>(source, count).CopyTo(new Span<T>(target, count));
        else if (from == 0 && to == 1) new Span<T>(target, count).Fill(*source);
        else for (var i = 0; i < count; i++) target[i * to] = source[i * from];
    }
}
