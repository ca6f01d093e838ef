using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// Small images of a <see cref="ConvolutionAsGemm"/> that are computed together, because the output positions of one
/// image would leave lanes of the last vector empty. A 7 × 7 output leaves seven of eight lanes empty.
/// </summary>
/// <param name="Images">The number of images.</param>
/// <param name="Outputs">Their output positions in vectors, image after image.</param>
/// <param name="Row">The distance between rows of their results, which are computed in scratch and copied to the target
/// afterwards.</param>
internal sealed record BatchedImages<T>(int Images, OutputVectors<T> Outputs, int Row)
    where T : unmanaged
{
    private const int MostImages = 8;
    private const int Gap = 16;

    // Results in scratch stay in a last-level cache.
    private const long MostBytes = 2 << 20;

    // Batching pays if one image uses a smaller share of the lanes than this, and several images use this many times
    // that share.
    private const double Mostly = 0.95;
    private const double Better = 1.04;

    /// <summary>
    /// The best batch of images, with their phases a pitch apart; null where images are best computed one by one.
    /// </summary>
    public static BatchedImages<T>? For(ConvolutionAsGemm gemm, int pitch)
    {
        var area = gemm.Outputs.Area;
        if (area == 0 || Used(area) >= Mostly || gemm.Taps.IsEmpty || gemm.Channels == 0) return null;
        var most =
            (int)Math.Clamp(MostBytes / Math.Max(1, (long)gemm.Rows * area * Unsafe.SizeOf<T>()), 1, MostImages);
        var best = Enumerable.Range(1, most).MaxBy(images => Used(images * area));
        if (Used(best * area) < Better * Used(area)) return null;
        return new(best, OutputVectors<T>.Of(gemm.Outputs, gemm.Phases, best, pitch),
            ((best * area) + Gap - 1) / Gap * Gap + Gap);
    }

    private static double Used(int outputs)
    {
        var width = Registers<T>.Width;
        return (double)outputs / ((outputs + width - 1) / width * width);
    }
}
