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
        if (!gathering.Planes.IsImage) gathering.Planes.Clear(scratch + blocks.PanelElements, (blocks.Together?.Images ?? 1) * blocks.Channels);
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

            nint first = 0;
            if (blocks.Together is { } together)
            {
                for (; first + together.Images <= images; first += together.Images)
                    Together(blocks, from + (first * groups * image), groups * image, weights + (group * blocks.WeightGroup), to + (first * groups * result), groups * result, plane, scratch);
            }

            for (var channel = 0; first < images && channel < gathering.Channels && !gathering.Taps.IsEmpty; channel += blocks.Channels)
            {
                var tile = OfChannels(blocks, weights + (group * blocks.WeightGroup), channel, plane);
                for (var i = first; i < images; i++)
                {
                    tile.C = to + (i * groups * result);
                    Image(blocks, tile, from + (i * groups * image) + ((nint)channel * gathering.Planes.Image.Area), scratch);
                }
            }
        }
    }

    private static Tile<T> OfChannels(GatheringBlocks<T> blocks, T* weights, int channel, nint resultRow)
    {
        var (taps, channels) = (blocks.Gathering.Taps.Length, Math.Min(blocks.Channels, blocks.Gathering.Channels - channel));
        return new() { A = weights + ((nint)channel * taps), ARow = blocks.WeightRow, AStep = 1, CRow = resultRow, Depth = channels * taps, Continues = channel > 0 };
    }

    private static void Clear(GatheringBlocks<T> blocks, int images, T* target, nint image, nint plane)
    {
        for (nint i = 0; i < images; i++)
            for (nint row = 0; row < blocks.Gathering.Rows; row++)
                new Span<T>(target + (i * image) + (row * plane), blocks.Gathering.Places.Area).Clear();
    }

    private static void Image(GatheringBlocks<T> blocks, Tile<T> tile, T* source, T* scratch)
    {
        var gathering = blocks.Gathering;
        var planes = source;
        if (!gathering.Planes.IsImage)
        {
            planes = scratch + blocks.PanelElements;
            gathering.Planes.LayOut(source, planes, (int)tile.Depth / gathering.Taps.Length);
        }

        fixed (int* taps = blocks.Taps)
        {
            if (blocks.Direct) DirectProduct<TLanes, TVector, T>.Run(tile, gathering, planes, taps);
            else Panels(blocks.Places, tile, gathering.Rows, planes, taps, scratch);
        }
    }

    // The results of several images have rows of their own until all channels are in them.
    private static void Together(GatheringBlocks<T> blocks, T* source, nint image, T* weights, T* target, nint result, nint plane, T* scratch)
    {
        var (gathering, together) = (blocks.Gathering, blocks.Together!);
        T* planes = scratch + blocks.PanelElements, waiting = planes + blocks.PlaneElements;
        fixed (int* taps = blocks.Taps)
        {
            for (var channel = 0; channel < gathering.Channels; channel += blocks.Channels)
            {
                var tile = OfChannels(blocks, weights, channel, together.Row);
                tile.C = waiting;
                for (nint i = 0; i < together.Images; i++)
                    gathering.Planes.LayOut(source + (i * image) + ((nint)channel * gathering.Planes.Image.Area), planes + (i * blocks.Channels * gathering.Planes.Elements), (int)tile.Depth / gathering.Taps.Length);
                Panels(together.Places, tile, gathering.Rows, planes, taps, scratch);
            }
        }

        nint area = gathering.Places.Area;
        for (nint i = 0; i < together.Images; i++)
            for (nint row = 0; row < gathering.Rows; row++)
                RowCopies.Copy(waiting + (row * together.Row) + (i * area), target + (i * result) + (row * plane), area);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels(PlaceVectors<T> places, Tile<T> tile, int rows, T* planes, int* taps, T* packed)
    {
        var (panels, c) = (places.Panels, (nint)tile.C);
        var part = panels.Columns < TLanes.Count;
        for (var panel = 0; panel < panels.Count; panel++)
        {
            var first = panels.FirstVector(panel);
            var vectors = panels.FirstVector(panel + 1) - first;
            nint width = vectors * TLanes.Count;
            WindowPacking<TLanes, TVector, T>.Pack(places, first, vectors, planes, taps, (int)tile.Depth, packed, width);
            var start = panels.Start(first);
            tile.B = packed;
            tile.BStep = width;
            tile.C = (T*)c + start;
            tile.BEdge = part ? panels.Columns : width - TLanes.Count;
            tile.CEdge = part ? panels.Columns : panels.Start(first + vectors - 1) - start;
            MatrixBlocks<TLanes, TVector, T>.Strip(tile, rows, vectors, part);
        }
    }
}
