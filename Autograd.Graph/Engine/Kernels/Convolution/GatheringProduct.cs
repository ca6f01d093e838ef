using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of a <see cref="Gathering"/>: blocks of channels, in them images, and of each panels of places.</summary>
internal static unsafe class GatheringProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Computes some images of the result.</summary>
    /// <param name="blocks">What is taken at once.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="images">How many images.</param>
    /// <param name="source">The first image of the source.</param>
    /// <param name="weights">All weights, laid out unless they are read in place.</param>
    /// <param name="target">The first image of the result.</param>
    /// <param name="plane">Elements of a channel of the result.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(GatheringBlocks<T> blocks, int groups, int images, T* source, T* weights, T* target, nint plane, T* scratch)
    {
        var gathering = blocks.Gathering;
        if (!gathering.Planes.IsImage) gathering.Planes.Clear(scratch + blocks.PanelElements, blocks.Channels);
        nint image = gathering.Channels * gathering.Planes.Image.Area, result = gathering.Rows * plane;
        for (nint group = 0; group < groups; group++)
        {
            T* from = source + (group * image), to = target + (group * result) + gathering.Target;
            if (gathering.Channels == 0 || gathering.Taps.IsEmpty) Clear(blocks, images, to, groups * result, plane);
            if (blocks.Across is not null)
            {
                for (nint i = 0; i < images; i++) AcrossProduct<TLanes, TVector, T>.Image(blocks, from + (i * groups * image), weights + (group * blocks.WeightGroup), to + (i * groups * result), plane, scratch);
                continue;
            }

            for (var channel = 0; channel < gathering.Channels && !gathering.Taps.IsEmpty; channel += blocks.Channels)
            {
                var channels = Math.Min(blocks.Channels, gathering.Channels - channel);
                var tile = new Tile<T> { A = weights + (group * blocks.WeightGroup) + ((nint)channel * gathering.Taps.Length), ARow = blocks.WeightRow, AStep = 1, CRow = plane, Depth = channels * gathering.Taps.Length };
                tile.Continues = channel > 0;
                for (nint i = 0; i < images; i++)
                {
                    tile.C = to + (i * groups * result);
                    Image(blocks, tile, from + (i * groups * image) + ((nint)channel * gathering.Planes.Image.Area), scratch);
                }
            }
        }
    }

    private static void Clear(GatheringBlocks<T> blocks, int images, T* target, nint image, nint plane)
    {
        for (nint i = 0; i < images; i++)
            for (nint row = 0; row < blocks.Gathering.Rows; row++)
                new Span<T>(target + (i * image) + (row * plane), blocks.Gathering.Places.Area).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Image(GatheringBlocks<T> blocks, Tile<T> tile, T* source, T* scratch)
    {
        var (gathering, panels) = (blocks.Gathering, blocks.Places.Panels);
        var planes = source;
        if (!gathering.Planes.IsImage)
        {
            planes = scratch + blocks.PanelElements;
            gathering.Planes.LayOut(source, planes, (int)tile.Depth / gathering.Taps.Length);
        }

        var c = tile.C;
        var part = gathering.Places.Area < TLanes.Count;
        fixed (int* taps = blocks.Taps)
        {
            if (blocks.Direct)
            {
                DirectProduct<TLanes, TVector, T>.Run(tile, gathering, planes, taps);
                return;
            }

            for (var panel = 0; panel < panels.Count; panel++)
            {
                var first = panels.FirstVector(panel);
                var vectors = panels.FirstVector(panel + 1) - first;
                nint width = vectors * TLanes.Count;
                WindowPacking<TLanes, TVector, T>.Pack(blocks.Places, first, vectors, planes, taps, (int)tile.Depth, scratch, width);
                var start = panels.Start(first);
                tile.B = scratch;
                tile.BStep = width;
                tile.C = c + start;
                tile.BEdge = part ? gathering.Places.Area : width - TLanes.Count;
                tile.CEdge = part ? gathering.Places.Area : panels.Start(first + vectors - 1) - start;
                MatrixBlocks<TLanes, TVector, T>.Strip(tile, gathering.Rows, vectors, part);
            }
        }
    }
}
