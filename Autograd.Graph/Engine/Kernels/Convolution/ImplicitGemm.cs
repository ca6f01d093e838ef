using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The loops of a <see cref="ConvolutionAsGemm"/>: blocks of channels, in them images, and of each panels of places.
/// </summary>
internal static unsafe class ImplicitGemm<TLanes, TVector, T>
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
    public static void Multiply(
        ConvolutionAsGemmBlocking<T> blocks, int groups, int images, T* source, T* weights, T* target, nint plane,
        T* scratch)
    {
        var gathering = blocks.Gathering;
        if (!gathering.Planes.IsImage)
        {
            gathering.Planes.Clear(scratch + blocks.PanelElements, (blocks.Together?.Images ?? 1) * blocks.Channels);
        }

        nint image = gathering.Channels * gathering.Planes.Image.Area, result = gathering.Rows * plane;
        for (nint group = 0; group < groups; group++)
        {
            T* from = source + (group * image), to = target + (group * result) + gathering.Target;
            if (gathering.Channels == 0 || gathering.Taps.IsEmpty) Clear(blocks, images, to, groups * result, plane);
            if (blocks.Across is not null)
            {
                for (nint i = 0; i < images; i++)
                {
                    FilterLanesProduct<TLanes, TVector, T>.Image(blocks, from + (i * groups * image),
                        weights + (group * blocks.WeightGroup), to + (i * groups * result), plane, scratch);
                }

                continue;
            }

            nint first = 0;
            if (blocks.Together is { } together)
            {
                for (; first + together.Images <= images; first += together.Images)
                    Together(blocks, from + (first * groups * image), groups * image, weights + (
                        group * blocks.WeightGroup), to + (first * groups * result), groups * result, plane, scratch);
            }

            // Where partial sums wait, they are those of one image.
            var run = blocks.Slots > 1 ? 1 : images;
            for (; first < images; first += run)
                Images(blocks, from + (first * groups * image), groups * image, Math.Min(run, images - (int)first),
                    weights + (group * blocks.WeightGroup), to + (first * groups * result), groups * result, plane,
                    scratch);
        }
    }

    private static void Images(
        ConvolutionAsGemmBlocking<T> blocks, T* source, nint image, int images, T* weights, T* target,
        nint result, nint plane, T* scratch)
    {
        var gathering = blocks.Gathering;
        T* waiting = scratch + blocks.PanelElements + blocks.PlaneElements + blocks.WaitingElements;
        for (var tap = 0; tap < blocks.AllTaps;)
        {
            var step = SumStep.At(blocks.AllTaps, tap, blocks.Depth);
            for (nint i = 0; i < images; i++)
            {
                var sums = new SumSlots<TLanes, TVector, T>(target + (i * result), plane, waiting, gathering.Rows,
                    gathering.Places.Area);
                Image(blocks, TileOf(blocks, weights, step, sums), step, source + (i * image), scratch);
                sums.Join(step);
            }

            tap = step.End;
        }
    }

    private static Tile<T> TileOf(ConvolutionAsGemmBlocking<T> blocks, T* weights, in SumStep step,
        SumSlots<TLanes, TVector, T> sums) => new()
        {
            A = weights + step.Start,
            ARow = blocks.WeightRow,
            AStep = 1,
            C = sums.At(step.To),
            CRow = sums.Row(step.To),
            From = sums.At(step.From),
            FromRow = sums.Row(step.From),
            Depth = step.Length,
            Continues = step.Continues,
            Adds = step.Adds,
        };

    // The channels that a step reaches into: the first of them, and how many.
    private static (nint First, int Count) Channels(ConvolutionAsGemmBlocking<T> blocks, in SumStep step)
    {
        var (taps, first) = (blocks.Gathering.Taps.Length, step.Start / blocks.Gathering.Taps.Length);
        return (first, ((step.End - 1) / taps) - first + 1);
    }

    private static void Clear(ConvolutionAsGemmBlocking<T> blocks, int images, T* target, nint image, nint plane)
    {
        for (nint i = 0; i < images; i++)
            for (nint row = 0; row < blocks.Gathering.Rows; row++)
                new Span<T>(target + (i * image) + (row * plane), blocks.Gathering.Places.Area).Clear();
    }

    private static void Image(
        ConvolutionAsGemmBlocking<T> blocks, in Tile<T> tile, in SumStep step, T* source, T* scratch)
    {
        var gathering = blocks.Gathering;
        var (first, count) = Channels(blocks, step);
        source += first * gathering.Planes.Image.Area;
        var planes = source;
        if (!gathering.Planes.IsImage)
        {
            planes = scratch + blocks.PanelElements;
            gathering.Planes.LayOut(source, planes, count);
        }

        fixed (int* taps = blocks.Taps)
        {
            var of = taps + (step.Start % gathering.Taps.Length);
            if (blocks.Direct) DirectProduct<TLanes, TVector, T>.Run(tile, gathering, planes, of);
            else Panels(blocks.Places, tile, gathering.Rows, planes, of, scratch);
        }
    }

    // The results of several images have rows of their own until all channels are in them.
    private static void Together(
        ConvolutionAsGemmBlocking<T> blocks, T* source, nint image, T* weights, T* target, nint result, nint plane,
        T* scratch)
    {
        var (gathering, together) = (blocks.Gathering, blocks.Together!);
        T* planes = scratch + blocks.PanelElements, waiting = planes + blocks.PlaneElements;
        var sums = new SumSlots<TLanes, TVector, T>(waiting, together.Row, waiting + blocks.WaitingElements,
            gathering.Rows, together.Images * (nint)gathering.Places.Area);
        fixed (int* taps = blocks.Taps)
        {
            for (var tap = 0; tap < blocks.AllTaps;)
            {
                var step = SumStep.At(blocks.AllTaps, tap, blocks.Depth);
                var (first, count) = Channels(blocks, step);
                for (nint i = 0; i < together.Images; i++)
                    gathering.Planes.LayOut(source + (i * image) + (first * gathering.Planes.Image.Area),
                        planes + (i * blocks.Channels * gathering.Planes.Elements), count);
                Panels(together.Places, TileOf(blocks, weights, step, sums), gathering.Rows, planes,
                    taps + (tap % gathering.Taps.Length), scratch);
                sums.Join(step);
                tap = step.End;
            }
        }

        nint area = gathering.Places.Area;
        for (nint i = 0; i < together.Images; i++)
            for (nint row = 0; row < gathering.Rows; row++)
                RowCopies.Copy(
                    waiting + (row * together.Row) + (i * area), target + (i * result) + (row * plane), area);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels(OutputVectors<T> places, Tile<T> tile, int rows, T* planes, int* taps, T* packed)
    {
        var panels = places.Panels;
        T* c = tile.C, partial = tile.From;
        var part = panels.Columns < TLanes.Count;
        for (var panel = 0; panel < panels.Count; panel++)
        {
            var first = panels.FirstVector(panel);
            var vectors = panels.FirstVector(panel + 1) - first;
            nint width = vectors * TLanes.Count;
            Im2ColPacking<TLanes, TVector, T>.Pack(
                places, first, vectors, planes, taps, (int)tile.Depth, packed, width);
            var start = panels.Start(first);
            tile.B = packed;
            tile.BStep = width;
            tile.C = c + start;
            tile.From = partial + start;
            tile.BEdge = part ? panels.Columns : width - TLanes.Count;
            tile.CEdge = part ? panels.Columns : panels.Start(first + vectors - 1) - start;
            MatrixBlocks<TLanes, TVector, T>.Strip(tile, rows, vectors, part);
        }
    }
}
