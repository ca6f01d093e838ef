namespace Autograd.Graph.Engine.Kernels;

/// <summary>When what windows show is read where it lies.</summary>
internal static class DirectTiles
{
    // With so few rows of weights a copy of what windows show is used too seldom.
    private const int FewRows = 6;

    // With some more, places must fill the vectors, and registers hold eight rows of weights; with many, fill them wholly.
    private const int SomeRows = 32;
    private const int ManyRows = 64;
    private const double Mostly = 0.86;
    private const double Wholly = 0.97;

    /// <summary>Whether a gathering is best read where it lies.</summary>
    public static bool Suits<T>(Gathering gathering)
        where T : unmanaged
    {
        var (row, width) = (RowOf(gathering).Places.Width, MatrixPanels<T>.Width);
        var used = (double)row / Math.Max(1, (row + width - 1) / width * width);
        return gathering.Rows <= FewRows
            || (row > width && MatrixPanels<T>.HasManyRegisters && ((gathering.Rows <= SomeRows && used >= Mostly) || (gathering.Rows <= ManyRows && used >= Wholly)));
    }

    /// <summary>Rows of places, and from one to the next in a plane; where they follow each other without a gap they are one.</summary>
    public static (Sides Places, int Pitch) RowOf(Gathering gathering)
    {
        var (places, pitch) = (gathering.Places, gathering.Planes.Plane.Width);
        return places.Width == pitch ? ((1, places.Area), places.Area) : (places, pitch);
    }
}
