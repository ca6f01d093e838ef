using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of the gradient of a convolution's weights with its filters across: strips of places, panels of filters, tiles of elements of a window.</summary>
internal static unsafe class WeightsAcrossProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Takes one image into the sums of a block of channels.</summary>
    /// <param name="blocks">What is taken at once.</param>
    /// <param name="planes">The planes of the block of channels.</param>
    /// <param name="y">The results of the image, filter by filter.</param>
    /// <param name="taps">Elements of a window in the block.</param>
    /// <param name="sums">The sums of the block.</param>
    /// <param name="continues">Whether they have begun.</param>
    /// <param name="scratch">Memory for a strip of results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image(WeightsBlocks<T> blocks, T* planes, T* y, int taps, T* sums, bool continues, T* scratch)
    {
        var lengths = blocks.Lengths;
        var (places, strip) = (lengths.Places, WeightsAcross<T>.Strip(lengths.Places));
        for (var top = 0; top < places.Height; top += strip.Height)
        {
            for (var left = 0; left < places.Width; left += strip.Width)
            {
                Sides here = (Math.Min(strip.Height, places.Height - top), Math.Min(strip.Width, places.Width - left));
                var first = ((nint)top * places.Width) + left;
                Strip(blocks, planes + ((nint)top * blocks.Planes.Plane.Width) + left, y + first, here, taps, sums, continues || first > 0, scratch);
            }
        }
    }

    private static void Strip(WeightsBlocks<T> blocks, T* planes, T* y, Sides places, int taps, T* sums, bool continues, T* scratch)
    {
        var (lengths, row, panel) = (blocks.Lengths, blocks.Across.Row, WeightsAcross<T>.Panel);
        if (lengths.Filters == 1)
        {
            // A single filter lies as it should; the neighbours in the other lanes are summed where nobody reads them.
            Tiles<Row1<Lanes128<T>, Vector128<T>, T>>(blocks, planes, taps, y, places, sums, 1, 1, continues);
            return;
        }

        for (var first = 0; first < row; first += panel)
        {
            var (width, filters) = (Math.Min(panel, row - first), Math.Min(panel, lengths.Filters - first));
            if (filters < width) new Span<T>(scratch, places.Area * width).Clear();
            FilterTransposition.ToPlaces(y + ((nint)first * lengths.Places.Area), lengths.Places.Area, scratch, width, filters, places.Area);
            if (width == Vector128<T>.Count) Tiles<Row1<Lanes128<T>, Vector128<T>, T>>(blocks, planes, taps, scratch, places, sums + first, width, 0, continues);
            else if (width == TLanes.Count) Tiles<Row1<TLanes, TVector, T>>(blocks, planes, taps, scratch, places, sums + first, width, width - TLanes.Count, continues);
            else Tiles<Row2<TLanes, TVector, T>>(blocks, planes, taps, scratch, places, sums + first, width, width - TLanes.Count, continues);
        }
    }

    private static void Tiles<TRow>(WeightsBlocks<T> blocks, T* image, int taps, T* results, Sides places, T* sums, nint width, nint edge, bool continues)
        where TRow : struct, IRow<TRow, T>
    {
        var tile = blocks.Across.Tile;
        nint row = blocks.Across.Row, pitch = blocks.Planes.Plane.Width;
        var last = stackalloc int[tile];
        fixed (int* offsets = blocks.Taps)
        {
            for (nint tap = 0; tap < taps; tap += tile)
            {
                var of = offsets + tap;
                if (tap + tile > taps)
                {
                    // What there is not is summed as the last that there is, where nobody reads it.
                    for (nint i = 0; i < tile; i++) last[i] = offsets[Math.Min(tap + i, taps - 1)];
                    of = last;
                }

                TapTiles<TRow, T>.Sum(tile, image, of, results, places, pitch, sums + (tap * row), edge, width, row, continues);
            }
        }
    }
}
