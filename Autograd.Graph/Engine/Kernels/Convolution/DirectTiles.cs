namespace Autograd.Graph.Engine.Kernels;

/// <summary>When what windows show is read where it lies.</summary>
internal static class DirectTiles
{
    // With so few rows of weights a copy of what windows show is used too seldom.
    private const int FewRows = 6;

    // With some more, places must fill the vectors, and registers hold several rows of weights; with many, or with few
    // registers, fill them wholly.
    private const int SomeRows = 32;
    private const int ManyRows = 64;
    private const double Mostly = 0.86;
    private const double Wholly = 0.97;

    // So few rows leave registers for a third vector, and with two there would be too few sums to take at a time.
    private const int RowsOfThreeVectors = 3;

    /// <summary>Whether a gathering is best read where it lies.</summary>
    public static bool Suits<T>(ConvolutionAsGemm gathering)
        where T : unmanaged
    {
        var (row, width) = (gathering.Planes.Runs(gathering.Places).Places.Width, MatrixPanels<T>.Width);
        var used = (double)row / Math.Max(1, (row + width - 1) / width * width);
        var (mostly, wholly) = MatrixPanels<T>.HasManyRegisters ? (SomeRows, ManyRows) : (0, SomeRows);
        return gathering.Rows <= FewRows
            || (row > width && gathering.Rows <= (used >= Wholly ? wholly : used >= Mostly ? mostly : 0));
    }

    /// <summary>Panels into which the vectors of a row of places are divided, for so many rows of weights.</summary>
    public static int Panels<T>(MatrixPanels<T> row, int rows)
        where T : unmanaged =>
            !MatrixPanels<T>.HasManyRegisters && rows <= RowsOfThreeVectors ? (row.Vectors + 2) / 3 : row.Count;

    /// <summary>
    /// Rows of weights that a tile takes of those that are left: one, two, three, four, six or eight.
    /// </summary>
    public static int Height<T>(int rows, int vectors)
        where T : unmanaged
    {
        // Two threes rather than four and two; with few registers nothing less than four after sixes, if that can be.
        if (MatrixPanels<T>.HasManyRegisters)
        {
            return rows >= 8 && vectors <= 3 ? 8 : rows is 5 or 6 ? 3 : Math.Min(rows, 4);
        }

        return vectors <= 2 && (rows == 6 || rows >= 10) ? 6 : rows == 5 ? 3 : Math.Min(rows, 4);
    }
}
