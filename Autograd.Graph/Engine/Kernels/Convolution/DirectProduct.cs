using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The loops of a <see cref="ConvolutionAsGemm"/> that reads what windows show where it lies: panels of a row of
/// places, and a few rows of weights at a time.
/// </summary>
internal static unsafe class DirectProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>All places of an image and all rows of weights.</summary>
    /// <param name="tile">The weights, as A, and the result, as C.</param>
    /// <param name="gathering">What is computed.</param>
    /// <param name="planes">The planes of the image.</param>
    /// <param name="taps">Where in them the first place finds each element of a window.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Tile<T> tile, ConvolutionAsGemm gathering, T* planes, int* taps)
    {
        var (places, pitch) = gathering.Planes.Runs(gathering.Places);
        var panels = MatrixPanels<T>.For(places.Width);
        T* c = tile.C, from = tile.From;
        var count = DirectTiles.Panels(panels, gathering.Rows);
        for (var panel = 0; panel < count; panel++)
        {
            var first = panels.FirstVector(panel, count);
            var (vectors, start) = (panels.FirstVector(panel + 1, count) - first, panels.Start(first));
            tile.B = planes + start;
            tile.C = c + start;
            tile.From = from + start;
            tile.BStep = pitch;
            tile.BEdge =
                tile.CEdge = places.Width < TLanes.Count ? places.Width : panels.Start(first + vectors - 1) - start;
            switch (vectors)
            {
                case 1 when places.Width < TLanes.Count:
                    Rows<RowPart<TLanes, TVector, T>>(
                    tile, gathering.Rows, vectors, places, taps); break;
                case 1: Rows<Row1<TLanes, TVector, T>>(tile, gathering.Rows, vectors, places, taps); break;
                case 2: Rows<Row2<TLanes, TVector, T>>(tile, gathering.Rows, vectors, places, taps); break;
                case 3: Rows<Row3<TLanes, TVector, T>>(tile, gathering.Rows, vectors, places, taps); break;
                default: Rows<Row4<TLanes, TVector, T>>(tile, gathering.Rows, vectors, places, taps); break;
            }
        }
    }

    private static void Rows<TRow>(in Tile<T> tile, int rows, int vectors, Size2D places, int* taps)
        where TRow : struct, IRow<TRow, T>
    {
        if (tile.Adds) Rows<TRow, AddTo<TRow, T>>(tile, rows, vectors, places, taps);
        else Rows<TRow, Replace<TRow, T>>(tile, rows, vectors, places, taps);
    }

    private static void Rows<TRow, TStore>(Tile<T> tile, int rows, int vectors, Size2D places, int* taps)
        where TRow : struct, IRow<TRow, T>
        where TStore : struct, IStore<TRow, T>
    {
        while (rows > 0)
        {
            var height = DirectTiles.Height<T>(rows, vectors);
            switch (height)
            {
                case 1: DirectRows<TRow, TStore, T>.One(tile, places, taps); break;
                case 2: DirectRows<TRow, TStore, T>.Two(tile, places, taps); break;
                case 3: DirectRows<TRow, TStore, T>.Three(tile, places, taps); break;
                case 4: DirectRows<TRow, TStore, T>.Four(tile, places, taps); break;
                case 6: DirectRowsTall<TRow, TStore, T>.Six(tile, places, taps); break;
                default: DirectRowsTall<TRow, TStore, T>.Eight(tile, places, taps); break;
            }

            tile.A += height * tile.ARow;
            tile.C += height * tile.CRow;
            tile.From += height * tile.FromRow;
            rows -= height;
        }
    }
}
