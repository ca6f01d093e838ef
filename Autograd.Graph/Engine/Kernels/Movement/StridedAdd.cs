using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Graph.Engine.Kernels.Movement;

/// <summary>Adds a block of elements to elements with strides of their own.</summary>
internal static unsafe class StridedAdd
{
    // The loop is faster for shorter rows (measured on Zen 3).
    private const int ShortRow = 8;

    /// <summary>
    /// target[Σ index · stride] += source, for each index of a shape; the source lies in row-major order.
    /// </summary>
    /// <returns>The address behind the block in the source.</returns>
    public static T* Run<T>(T* source, T* target, ReadOnlySpan<int> targetStrides, ReadOnlySpan<int> shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (shape.IsEmpty)
        {
            *target += *source;
            return source + 1;
        }

        if (shape.Length > 1)
        {
            for (var i = 0; i < shape[0]; i++)
            {
                source = Run(source, target + ((nint)i * targetStrides[0]), targetStrides[1..], shape[1..]);
            }

            return source;
        }

        var (stride, count) = ((nint)targetStrides[0], shape[0]);
        if (stride == 1 && count >= ShortRow)
        {
            var sums = new Span<T>(target, count);
            TensorPrimitives.Add(sums, new ReadOnlySpan<T>(source, count), sums);
        }
        else
        {
            for (var i = 0; i < count; i++) target[i * stride] += source[i];
        }

        return source + count;
    }
}
