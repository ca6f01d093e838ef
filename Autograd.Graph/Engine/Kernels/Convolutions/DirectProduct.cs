using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The loops of a <see cref="ConvolutionAsGemm"/> that reads pixels in place: panels of a row of output positions, and
/// a few rows of weights at a time.
/// </summary>
internal static unsafe class DirectProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Computes all output positions of an image for all rows of weights.</summary>
    /// <param name="tile">The weights, as A, and the result, as C.</param>
    /// <param name="gemm">The convolution.</param>
    /// <param name="phases">The phases of the image.</param>
    /// <param name="taps">The offset of each element of the first window in the phases.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Tile<T> tile, ConvolutionAsGemm gemm, T* phases, int* taps)
    {
        var (outputs, pitch) = gemm.Phases.Runs(gemm.Outputs);
        var panels = MatrixPanels<T>.For(outputs.Width);
        T* c = tile.C, from = tile.From;
        var count = DirectTiles.Panels(panels, gemm.Rows);
        for (var panel = 0; panel < count; panel++)
        {
            var first = panels.FirstVector(panel, count);
            var (vectors, start) = (panels.FirstVector(panel + 1, count) - first, panels.Start(first));
            tile.B = phases + start;
            tile.C = c + start;
            tile.From = from + start;
            tile.BStep = pitch;
            tile.BEdge =
                tile.CEdge = outputs.Width < TLanes.Count ? outputs.Width : panels.Start(first + vectors - 1) - start;
            switch (vectors)
            {
                case 1 when outputs.Width < TLanes.Count:
                    Rows<RowPart<TLanes, TVector, T>>(
                    tile, gemm.Rows, vectors, outputs, taps); break;
                case 1: Rows<Row1<TLanes, TVector, T>>(tile, gemm.Rows, vectors, outputs, taps); break;
                case 2: Rows<Row2<TLanes, TVector, T>>(tile, gemm.Rows, vectors, outputs, taps); break;
                case 3: Rows<Row3<TLanes, TVector, T>>(tile, gemm.Rows, vectors, outputs, taps); break;
                default: Rows<Row4<TLanes, TVector, T>>(tile, gemm.Rows, vectors, outputs, taps); break;
            }
        }
    }

    private static void Rows<TRow>(in Tile<T> tile, int rows, int vectors, Size2D outputs, int* taps)
        where TRow : struct, IRow<TRow, T>
    {
        if (tile.Adds) Rows<TRow, AddTo<TRow, T>>(tile, rows, vectors, outputs, taps);
        else Rows<TRow, Replace<TRow, T>>(tile, rows, vectors, outputs, taps);
    }

    private static void Rows<TRow, TStore>(Tile<T> tile, int rows, int vectors, Size2D outputs, int* taps)
        where TRow : struct, IRow<TRow, T>
        where TStore : struct, IStore<TRow, T>
    {
        while (rows > 0)
        {
            var height = DirectTiles.Height<T>(rows, vectors);
            switch (height)
            {
                case 1: DirectRows<TRow, TStore, T>.One(tile, outputs, taps); break;
                case 2: DirectRows<TRow, TStore, T>.Two(tile, outputs, taps); break;
                case 3: DirectRows<TRow, TStore, T>.Three(tile, outputs, taps); break;
                case 4: DirectRows<TRow, TStore, T>.Four(tile, outputs, taps); break;
                case 6: DirectRowsTall<TRow, TStore, T>.Six(tile, outputs, taps); break;
                default: DirectRowsTall<TRow, TStore, T>.Eight(tile, outputs, taps); break;
            }

            tile.A += height * tile.ARow;
            tile.C += height * tile.CRow;
            tile.From += height * tile.FromRow;
            rows -= height;
        }
    }
}
