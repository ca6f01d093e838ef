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
        var (row, width) = (gathering.Planes.Runs(gathering.Places).Places.Width, MatrixPanels<T>.Width);
        var used = (double)row / Math.Max(1, (row + width - 1) / width * width);
        return gathering.Rows <= FewRows
            || (row > width && MatrixPanels<T>.HasManyRegisters && ((gathering.Rows <= SomeRows && used >= Mostly) || (gathering.Rows <= ManyRows && used >= Wholly)));
    }
}
