using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// What a convolution takes, and either of its transposes: two operations for each element of each window and filter.
/// </summary>
internal static class ConvolutionCost
{
    /// <summary>Zeros around the image count as pixels; each operand is read or written once.</summary>
    public static PlanCost Of<T>(ConvolutionShape lengths)
        where T : unmanaged =>
        new(2 * lengths.MultiplyAdds, ((long)lengths.X.Size + lengths.W.Size + lengths.Y.Size) * Unsafe.SizeOf<T>());

    /// <summary>
    /// The same where only the largest of each four results is in memory: an operation more for each result, and one
    /// for a bias.
    /// </summary>
    public static PlanCost Pooled<T>(ConvolutionShape lengths, bool hasBias)
        where T : unmanaged =>
        new((2 * lengths.MultiplyAdds) + ((hasBias ? 2L : 1L) * lengths.Y.Size),
            ((long)lengths.X.Size + lengths.W.Size + (lengths.Y.Size / 4)) * Unsafe.SizeOf<T>());
}
