using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;

namespace Autograd.Graph;

/// <summary>
/// Standard normal numbers from uniform ones (G. E. P. Box, M. E. Muller, 1958), the same bits everywhere.
/// </summary>
/// <remarks>
/// The logarithm, sine and cosine are this library's own, since the C runtimes' differ. Sixteen numbers are made
/// together, always at indices 16 i … 16 i + 15, so a number does not depend on where a fill begins or ends.
/// </remarks>
internal static class BoxMuller
{
    /// <summary>How many numbers are made together.</summary>
    internal const int GroupLength = 16;

    private const double Step = 1.0 / (1L << 53);

    /// <summary>Sixteen numbers, from the sixteen words of the key from a counter on.</summary>
    /// <param name="key0">The key's first word.</param>
    /// <param name="key1">The key's second word.</param>
    /// <param name="counter">The first counter, a multiple of 16.</param>
    /// <param name="destination">A span of 16 elements.</param>
    internal static void Group(uint key0, uint key1, ulong counter, Span<double> destination)
    {
        Span<ulong> words = stackalloc ulong[GroupLength];
        Threefry.Fill(key0, key1, counter, words);
        // The radius takes a uniform number in (0, 1], whose logarithm is finite; the angle one in [-1/2, 1/2).
        var radius = Vector512.Sqrt(-2.0 * Elementary.Log(Uniform(words) + Vector512.Create(Step)));
        var angle = 2 * Math.PI * (Uniform(words[(GroupLength / 2)..]) - Vector512.Create(0.5));
        (radius * Elementary.Cos(angle)).CopyTo(destination);
        (radius * Elementary.Sin(angle)).CopyTo(destination[(GroupLength / 2)..]);
    }

    // Exact: below 2^53 every whole number is a double.
    private static Vector512<double> Uniform(ReadOnlySpan<ulong> words) =>
        Vector512.ConvertToDouble((Vector512.Create(words) >>> 11).AsInt64()) * Step;
}
