using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Small images of a <see cref="ConvolutionAsGemm"/> that are taken at once, since the places of one would leave lanes
/// of the last vector empty: of 7 × 7 places one lane of eight.
/// </summary>
/// <param name="Images">How many images.</param>
/// <param name="Places">Their places in vectors, image after image.</param>
/// <param name="Row">From a row of their results to the next, which wait for being put in their places.</param>
internal sealed record BatchedImages<T>(int Images, OutputVectors<T> Places, int Row)
    where T : unmanaged
{
    private const int MostImages = 8;
    private const int Gap = 16;

    // Results that wait stay in a last-level cache.
    private const long MostBytes = 2 << 20;

    // Lanes that are used with one image, below which it pays, and how many times as many it must be.
    private const double Mostly = 0.95;
    private const double Better = 1.04;

    /// <summary>
    /// How many images of a gathering are best taken at once, its planes a pitch apart, or null for one by one.
    /// </summary>
    public static BatchedImages<T>? For(ConvolutionAsGemm gathering, int pitch)
    {
        var area = gathering.Places.Area;
        if (area == 0 || Used(area) >= Mostly || gathering.Taps.IsEmpty || gathering.Channels == 0) return null;
        var most =
            (int)Math.Clamp(MostBytes / Math.Max(1, (long)gathering.Rows * area * Unsafe.SizeOf<T>()), 1, MostImages);
        var best = Enumerable.Range(1, most).MaxBy(images => Used(images * area));
        if (Used(best * area) < Better * Used(area)) return null;
        return new(best, OutputVectors<T>.Of(gathering.Places, gathering.Planes, best, pitch),
            ((best * area) + Gap - 1) / Gap * Gap + Gap);
    }

    private static double Used(int places)
    {
        var width = MatrixPanels<T>.Width;
        return (double)places / ((places + width - 1) / width * width);
    }
}
