namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Decides the number of parts of some work: enough for a few threads to share evenly, and none so small that handing
/// it over costs more than running it. A rough estimate is enough; it depends on shapes only.
/// </summary>
internal static class CostModel
{
    // Operations and bytes of a core in a nanosecond, and the nanoseconds that make sharing worth while (chosen on Zen
    // 3).
    private const double ElementwiseRate = 8;
    private const double ProductRate = 100;
    private const double ByteRate = 32;
    private const double WorthSharing = 15_000;
    private const double WorthAPart = 5_000;
    private const int MostParts = 24;

    /// <summary>An estimate of the time of elementwise work on one core.</summary>
    public static double OfElements(StageCost cost) => (cost.Flops / ElementwiseRate) + (cost.Bytes / ByteRate);

    /// <summary>An estimate of the time of matrix products on one core.</summary>
    public static double OfProducts(StageCost cost) => (cost.Flops / ProductRate) + (cost.Bytes / ByteRate);

    /// <summary>The number of parts of work that can be cut into at most <paramref name="most"/>.</summary>
    public static int Parts(double nanoseconds, int most)
    {
        if (nanoseconds < WorthSharing) return 1;
        var parts = (int)Math.Min(Math.Min(most, MostParts), nanoseconds / WorthAPart);
        // Two, three and four threads can share these numbers evenly.
        return parts switch { >= 12 => parts / 12 * 12, >= 4 => parts / 4 * 4, >= 2 => 2, _ => 1 };
    }
}
