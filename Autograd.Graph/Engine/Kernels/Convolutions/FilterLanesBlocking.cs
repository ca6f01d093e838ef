using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The blocking of a <see cref="ConvolutionAsGemm"/> with filters side by side in the lanes of vectors. Pixels are read
/// in place, not packed.
/// </summary>
/// <param name="Outputs">Neighbouring output positions of a tile: 7, 8, 12 or 14 with 32 registers, 4, 5 or 6 with
/// 16.</param>
/// <param name="Vectors">Vectors of a panel of filters; the last panel may have fewer.</param>
/// <param name="AllVectors">Vectors that hold all filters.</param>
internal readonly record struct FilterLanesBlocking<T>(int Outputs, int Vectors, int AllVectors)
    where T : unmanaged
{
    // An image with all its channels stays in the last-level cache; each panel of filters reads it once.
    private const int MostPhaseBytes = 4 << 20;

    // The output positions of a strip, whose results are transposed together.
    private const int StripOutputs = 256;

    // Slower for windows of fewer taps, and for more filters when registers are few: they make packing worth while
    // (measured).
    private const int FewestTaps = 128;
    private const int MostRows = 32;

    // The share of lanes and positions in use from which this way is faster than packing.
    private const double WorthWhile = 0.86;

    /// <summary>Panels of filters.</summary>
    public int Panels => (AllVectors + Vectors - 1) / Vectors;

    /// <summary>The blocking for a convolution, or null where packing is faster.</summary>
    public static FilterLanesBlocking<T>? For(ConvolutionAsGemm gemm)
    {
        var width = Registers<T>.Width;
        var taps = gemm.Channels * gemm.Taps.Length;
        var phases =
            (long)gemm.Channels * gemm.Phases.Elements * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        var many = Registers<T>.AreMany;
        if (taps < FewestTaps || phases > MostPhaseBytes || gemm.Rows == 0 || (!many && gemm.Rows > MostRows))
        {
            return null;
        }

        var vectors = (gemm.Rows + width - 1) / width;
        var (outputs, used) = (0, 0.0);
        foreach (var candidate in many ? [14, 12, 8, 7] : (int[])[6, 5, 4])
        {
            var tiles = (gemm.Outputs.Width + candidate - 1) / candidate;
            var here = gemm.Outputs.Width < candidate ? 0 : (double)gemm.Outputs.Width / (tiles * candidate);
            if (here > used) (outputs, used) = (candidate, here);
        }

        if (used * gemm.Rows / (vectors * width) < WorthWhile) return null;
        return new(outputs, Math.Min(vectors, outputs switch { 7 => 4, 8 => 3, _ => 2 }), vectors);
    }

    /// <summary>Rows of output positions in a strip.</summary>
    public static int StripRows(Size2D outputs) => Math.Clamp(StripOutputs / outputs.Width, 1, outputs.Height);
}
