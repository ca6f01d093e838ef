using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// The cost of a convolution and its two transposes: two operations for each tap, filter and output position.
/// </summary>
internal static class ConvolutionCost
{
    /// <summary>Padding counts as pixels; each operand is read or written once.</summary>
    public static StageCost Of<T>(ConvolutionShape shape)
        where T : unmanaged =>
        new(2 * shape.MultiplyAdds, ((long)shape.X.Size + shape.W.Size + shape.Y.Size) * Unsafe.SizeOf<T>());

    /// <summary>
    /// The cost with fused pooling, which writes only one of four results: an operation more for each result, and one
    /// for a bias.
    /// </summary>
    public static StageCost Pooled<T>(ConvolutionShape shape, bool hasBias)
        where T : unmanaged =>
        new((2 * shape.MultiplyAdds) + ((hasBias ? 2L : 1L) * shape.Y.Size),
            ((long)shape.X.Size + shape.W.Size + (shape.Y.Size / 4)) * Unsafe.SizeOf<T>());
}
