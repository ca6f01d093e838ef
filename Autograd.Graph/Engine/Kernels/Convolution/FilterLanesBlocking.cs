namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// A <see cref="ConvolutionAsGemm"/> whose rows lie side by side in the lanes of vectors, so that what windows show is
/// not copied: how many vectors and how many neighbouring places a tile takes.
/// </summary>
/// <param name="Places">Neighbouring places of a tile: with many registers 7, 8, 12 or 14, with few 4, 5 or 6.</param>
/// <param name="Vectors">Vectors of a panel of rows; the last panel may have fewer.</param>
/// <param name="AllVectors">Vectors that hold all rows.</param>
internal readonly record struct FilterLanesBlocking<T>(int Places, int Vectors, int AllVectors)
    where T : unmanaged
{
    // With all its channels an image stays in the last-level cache, from which each panel of rows takes it once.
    private const int MostPlaneBytes = 4 << 20;

    // Results that wait for being put in their places.
    private const int StripPlaces = 256;

    // Fewer elements of windows do not pay for that, nor more rows with few registers: as many use each copy of what
    // windows show.
    private const int FewestTaps = 128;
    private const int MostRows = 32;

    // Lanes and places that are used, to be better than copies.
    private const double WorthWhile = 0.86;

    /// <summary>Panels of rows.</summary>
    public int Panels => (AllVectors + Vectors - 1) / Vectors;

    /// <summary>How a gathering is best taken, or null where copies of what windows show do better.</summary>
    public static FilterLanesBlocking<T>? For(ConvolutionAsGemm gathering)
    {
        var width = MatrixPanels<T>.Width;
        var taps = gathering.Channels * gathering.Taps.Length;
        var planes =
            (long)gathering.Channels * gathering.Planes.Elements * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        var many = MatrixPanels<T>.HasManyRegisters;
        if (taps < FewestTaps || planes > MostPlaneBytes || gathering.Rows == 0 || (!many && gathering.Rows > MostRows))
        {
            return null;
        }

        var vectors = (gathering.Rows + width - 1) / width;
        var (places, used) = (0, 0.0);
        foreach (var candidate in many ? [14, 12, 8, 7] : (int[])[6, 5, 4])
        {
            var tiles = (gathering.Places.Width + candidate - 1) / candidate;
            var here = gathering.Places.Width < candidate ? 0 : (double)gathering.Places.Width / (tiles * candidate);
            if (here > used) (places, used) = (candidate, here);
        }

        if (used * gathering.Rows / (vectors * width) < WorthWhile) return null;
        return new(places, Math.Min(vectors, places switch { 7 => 4, 8 => 3, _ => 2 }), vectors);
    }

    /// <summary>Rows of places whose results wait at once.</summary>
    public static int StripRows(Size2D places) => Math.Clamp(StripPlaces / places.Width, 1, places.Height);
}
