namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// Into how many parts work is divided: enough for a few threads to share evenly, none so small that handing it over
/// costs more than doing it. A rough guess is enough, and it depends on shapes only.
/// </summary>
internal static class CostModel
{
    // Operations and bytes that a core does in a nanosecond, and the nanoseconds worth handing over.
    private const double ElementwiseRate = 8;
    private const double ProductRate = 100;
    private const double ByteRate = 32;
    private const double WorthSharing = 15_000;
    private const double WorthAPart = 5_000;
    private const int MostParts = 24;

    /// <summary>About how many nanoseconds elementwise work takes on one core.</summary>
    public static double OfElements(PlanCost cost) => (cost.Flops / ElementwiseRate) + (cost.Bytes / ByteRate);

    /// <summary>About how many nanoseconds matrix products take on one core.</summary>
    public static double OfProducts(PlanCost cost) => (cost.Flops / ProductRate) + (cost.Bytes / ByteRate);

    /// <summary>The number of parts of work that can be cut into at most <paramref name="most"/>.</summary>
    public static int Parts(double nanoseconds, int most)
    {
        if (nanoseconds < WorthSharing) return 1;
        var parts = (int)Math.Min(Math.Min(most, MostParts), nanoseconds / WorthAPart);
        // Numbers that two, three and four threads can share.
        return parts switch { >= 12 => parts / 12 * 12, >= 4 => parts / 4 * 4, >= 2 => 2, _ => 1 };
    }
}
