using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>What a convolution takes, and either of its transposes: two operations for each element of each window and filter.</summary>
internal static class ConvolutionCost
{
    /// <summary>Zeros around the image count as pixels; each operand is read or written once.</summary>
    public static PlanCost Of<T>(ConvolutionShape lengths)
        where T : unmanaged =>
        new(2 * lengths.MultiplyAdds, ((long)lengths.X.Size + lengths.W.Size + lengths.Y.Size) * Unsafe.SizeOf<T>());
}
