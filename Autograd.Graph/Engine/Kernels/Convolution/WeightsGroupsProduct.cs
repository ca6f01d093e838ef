using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of the gradient of the weights of many small groups: images, each turned over so that groups lie side by side.</summary>
internal static unsafe class WeightsGroupsProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Some images of a chunk taken into its sums, for one vector of groups.</summary>
    /// <param name="blocks">The convolution.</param>
    /// <param name="vector">Which vector of groups.</param>
    /// <param name="images">The first image, the image after the last, and the first of the chunk.</param>
    /// <param name="x">All images.</param>
    /// <param name="y">All results.</param>
    /// <param name="sums">The sums of the chunk.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(WeightsBlocks<T> blocks, int vector, (int First, int End, int Start) images, T* x, T* y, T* sums, T* scratch)
    {
        var (lengths, planes) = (blocks.Lengths, blocks.Planes);
        var first = vector * TLanes.Count;
        var count = Math.Min(TLanes.Count, lengths.Groups - first);
        var (channels, filters, area) = (lengths.Channels, lengths.Filters, lengths.Places.Area);
        T* image = scratch, results = image + ((nint)channels * planes.Elements * TLanes.Count), laidOut = scratch + blocks.BlockElements;
        if (count < TLanes.Count) new Span<T>(scratch, blocks.BlockElements).Clear();
        if (!planes.IsImage) planes.Clear(laidOut, count * channels);
        if (images.First == images.End) new Span<T>(sums, blocks.Sums).Clear();
        for (nint i = images.First; i < images.End; i++)
        {
            var group = (i * lengths.Groups) + first;
            var from = x + (group * channels * lengths.Image.Area);
            if (!planes.IsImage)
            {
                planes.LayOut(from, laidOut, count * channels);
                from = laidOut;
            }

            for (nint c = 0; c < channels; c++)
                FilterTransposition.ToPlaces(from + (c * planes.Elements), (nint)channels * planes.Elements, image + (c * planes.Elements * TLanes.Count), TLanes.Count, count, planes.Elements);
            for (nint f = 0; f < filters; f++)
                FilterTransposition.ToPlaces(y + (((group * filters) + f) * area), (nint)filters * area, results + (f * area * TLanes.Count), TLanes.Count, count, area);
            Tiles(blocks, image, results, sums + first, i > images.Start);
        }
    }

    private static void Tiles(WeightsBlocks<T> blocks, T* image, T* results, T* sums, bool continues)
    {
        var (places, row, taps) = (blocks.Lengths.Places, blocks.Groups!.Value.Row, blocks.Taps.Length);
        fixed (int* offsets = blocks.Taps)
        {
            for (nint filter = 0; filter < blocks.Lengths.Filters; filter++)
            {
                for (nint tap = 0; tap < taps; tap += WeightsGroups<T>.Tile)
                {
                    GroupTiles<TLanes, TVector, T>.Nine(
                        image, offsets + tap, results + (filter * places.Area * TLanes.Count), places, blocks.Planes.Plane.Width, sums + (((filter * taps) + tap) * row), row, continues);
                }
            }
        }
    }
}
