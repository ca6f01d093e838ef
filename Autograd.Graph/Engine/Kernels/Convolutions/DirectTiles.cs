using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>Decides when a convolution reads pixels in place, with output positions in lanes.</summary>
internal static class DirectTiles
{
    // With few rows of weights, a packed copy of the pixels would be used too seldom.
    private const int FewRows = 6;

    // With more rows, output positions must fill most of each vector, so that registers can hold several rows of
    // weights. With many rows, or with 16 registers, they must fill it almost wholly.
    private const int SomeRows = 32;
    private const int ManyRows = 64;
    private const double Mostly = 0.86;
    private const double Wholly = 0.97;

    // Few rows leave registers for a third vector; with two vectors there would be too few independent sums.
    private const int RowsOfThreeVectors = 3;

    /// <summary>Whether the convolution is best computed in this way.</summary>
    public static bool Suits<T>(ConvolutionAsGemm gemm)
        where T : unmanaged
    {
        var (row, width) = (gemm.Phases.Runs(gemm.Outputs).Outputs.Width, Registers<T>.Width);
        var used = (double)row / Math.Max(1, (row + width - 1) / width * width);
        var (mostly, wholly) = Registers<T>.AreMany ? (SomeRows, ManyRows) : (0, SomeRows);
        return gemm.Rows <= FewRows
            || (row > width && gemm.Rows <= (used >= Wholly ? wholly : used >= Mostly ? mostly : 0));
    }

    /// <summary>The number of panels of a row of output positions, for a number of rows of weights.</summary>
    public static int Panels<T>(MatrixPanels<T> row, int rows)
        where T : unmanaged =>
            !Registers<T>.AreMany && rows <= RowsOfThreeVectors ? (row.Vectors + 2) / 3 : row.Count;

    /// <summary>The rows of weights of the next tile: one, two, three, four, six or eight.</summary>
    public static int Height<T>(int rows, int vectors)
        where T : unmanaged
    {
        // Two tiles of three are faster than four and two. With 16 registers, avoid tiles of fewer than four rows after
        // tiles of six.
        if (Registers<T>.AreMany)
        {
            return rows >= 8 && vectors <= 3 ? 8 : rows is 5 or 6 ? 3 : Math.Min(rows, 4);
        }

        return vectors <= 2 && (rows == 6 || rows >= 10) ? 6 : rows == 5 ? 3 : Math.Min(rows, 4);
    }
}
