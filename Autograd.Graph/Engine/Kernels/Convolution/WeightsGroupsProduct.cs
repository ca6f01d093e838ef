using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of the gradient of a depthwise convolution's weights: images, each turned over so that channels lie side by side.</summary>
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
        var (lengths, planes, row) = (blocks.Lengths, blocks.Planes, blocks.Groups!.Value.Row);
        var first = vector * TLanes.Count;
        var count = Math.Min(TLanes.Count, lengths.Groups - first);
        T* image = scratch, results = image + (planes.Elements * TLanes.Count), laidOut = scratch + blocks.BlockElements;
        if (count < TLanes.Count) new Span<T>(scratch, blocks.BlockElements).Clear();
        if (!planes.IsImage) planes.Clear(laidOut, count);
        if (images.First == images.End)
        {
            for (nint tap = 0; tap < blocks.Taps.Length; tap++) new Span<T>(sums + (tap * row) + first, TLanes.Count).Clear();
        }

        for (nint i = images.First; i < images.End; i++)
        {
            var from = x + (((i * lengths.Groups) + first) * lengths.Image.Area);
            if (!planes.IsImage)
            {
                planes.LayOut(from, laidOut, count);
                from = laidOut;
            }

            FilterTransposition.ToPlaces(from, planes.Elements, image, TLanes.Count, count, planes.Elements);
            FilterTransposition.ToPlaces(y + (((i * lengths.Groups) + first) * lengths.Places.Area), lengths.Places.Area, results, TLanes.Count, count, lengths.Places.Area);
            fixed (int* taps = blocks.Taps)
            {
                for (nint tap = 0; tap < blocks.Taps.Length; tap += WeightsAcross<T>.TileTaps)
                {
                    GroupTiles<TLanes, TVector, T>.Nine(image, taps + tap, results, lengths.Places, planes.Plane.Width, sums + (tap * row) + first, row, i > images.Start);
                }
            }
        }
    }
}
