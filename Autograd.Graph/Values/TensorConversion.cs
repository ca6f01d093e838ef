using Autograd.Graph.Numerics;

namespace Autograd.Graph;

/// <summary>Values from one number system in another.</summary>
internal static class TensorConversion
{
    /// <summary>The tensor with its real numbers in a number system; indices and bits stay as they are.</summary>
    /// <exception cref="InvalidOperationException">The elements are neither of that system nor <c>float</c> or
    /// <c>double</c>.</exception>
    public static Tensor In<T, TNumbers>(this Tensor tensor)
        where TNumbers : struct, INumberSystem<T>
        => tensor switch
        {
            Tensor<T> or Tensor<int> or Tensor<uint> => tensor,
            Tensor<double> x => Tensor.Generate(x.Shape, i => TNumbers.FromReal(x.Elements[i])),
            Tensor<float> x => Tensor.Generate(x.Shape, i => TNumbers.FromReal(x.Elements[i])),
            _ => throw new InvalidOperationException(
                $"A tensor of {tensor.ElementType.Name} cannot be read as {typeof(T).Name}: give float, double or "
                    + $"{typeof(T).Name}."),
        };
}
