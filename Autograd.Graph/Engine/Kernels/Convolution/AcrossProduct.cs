using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of a <see cref="Gathering"/> with its rows across: images, panels of rows, and strips of places.</summary>
internal static unsafe class AcrossProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>One image and one group.</summary>
    /// <param name="blocks">What is taken at once.</param>
    /// <param name="source">The channels of the group.</param>
    /// <param name="weights">Its weights, laid out.</param>
    /// <param name="target">Its rows of the result.</param>
    /// <param name="plane">From one of them to the next.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image(GatheringBlocks<T> blocks, T* source, T* weights, T* target, nint plane, T* scratch)
    {
        var (gathering, across) = (blocks.Gathering, blocks.Across!.Value);
        var planes = source;
        if (!gathering.Planes.IsImage)
        {
            planes = scratch + blocks.PanelElements;
            gathering.Planes.LayOut(source, planes, gathering.Channels);
        }

        var (places, strip) = (gathering.Places, AcrossBlocks<T>.StripRows(gathering.Places));
        nint taps = gathering.Channels * gathering.Taps.Length;
        for (var panel = 0; panel < across.Panels; panel++)
        {
            var vectors = Math.Min(across.Vectors, across.AllVectors - (panel * across.Vectors));
            nint width = vectors * TLanes.Count, first = panel * across.Vectors * TLanes.Count;
            var rows = (int)Math.Min(width, gathering.Rows - first);
            for (var y = 0; y < places.Height; y += strip)
            {
                var height = Math.Min(strip, places.Height - y);
                for (nint row = 0; row < height; row++)
                    Row(blocks, planes + ((y + row) * gathering.Planes.Plane.Width), weights + (first * taps), vectors, scratch + (row * places.Width * width));
                FilterTransposition.ToFilters(scratch, width, target + (first * plane) + ((nint)y * places.Width), plane, rows, height * places.Width);
            }
        }
    }

    private static void Row(GatheringBlocks<T> blocks, T* image, T* weights, int vectors, T* target)
    {
        switch (vectors)
        {
            case 1: Row<Row1<TLanes, TVector, T>>(blocks, image, weights, 1, target); break;
            case 2: Row<Row2<TLanes, TVector, T>>(blocks, image, weights, 2, target); break;
            case 3: Row<Row3<TLanes, TVector, T>>(blocks, image, weights, 3, target); break;
            default: Row<Row4<TLanes, TVector, T>>(blocks, image, weights, 4, target); break;
        }
    }

    // The last tile of a row starts early, over places that it computes again.
    private static void Row<TRow>(GatheringBlocks<T> blocks, T* image, T* weights, int vectors, T* target)
        where TRow : struct, IRow<TRow, T>
    {
        var (width, tile) = (blocks.Gathering.Places.Width, blocks.Across!.Value.Places);
        nint depth = blocks.Taps.Length, row = vectors * TLanes.Count, edge = row - TLanes.Count;
        fixed (int* taps = blocks.Taps)
        {
            for (var x = 0; x < width; x += tile)
            {
                nint start = Math.Min(x, width - tile);
                switch (tile)
                {
                    case 4: PlaceTiles<TRow, T>.Places4(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                    case 5: PlaceTiles<TRow, T>.Places5(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                    case 6: PlaceTiles<TRow, T>.Places6(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                    case 7: PlaceTiles<TRow, T>.Places7(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                    case 8: PlaceTiles<TRow, T>.Places8(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                    case 12: PlaceTilesWide<TRow, T>.Places12(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                    default: PlaceTilesWide<TRow, T>.Places14(image + start, taps, depth, weights, edge, target + (start * row), row); break;
                }
            }
        }
    }
}
