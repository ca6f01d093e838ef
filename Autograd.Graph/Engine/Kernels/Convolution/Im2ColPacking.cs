using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Copies what windows show into a panel, as im2col would: a row for each element of a window, a column for each place.
/// </summary>
internal static unsafe class Im2ColPacking<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Packs some neighbouring vectors of places.</summary>
    /// <param name="places">All places.</param>
    /// <param name="first">The first vector.</param>
    /// <param name="vectors">How many.</param>
    /// <param name="planes">The planes of the image.</param>
    /// <param name="taps">Where in the planes the first place finds each element of a window.</param>
    /// <param name="depth">How many elements of a window.</param>
    /// <param name="packed">The panel.</param>
    /// <param name="width">From one row of the panel to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        OutputVectors<T> places, int first, int vectors, T* planes, int* taps, int depth, T* packed, nint width)
    {
        for (var vector = 0; vector < vectors; vector++)
        {
            var (run, end) = (places.FirstRun[first + vector], places.FirstRun[first + vector + 1]);
            T* from = planes + places.Offsets[run], to = packed + (vector * TLanes.Count);
            switch (end - run)
            {
                case 1: One(from, taps, depth, to, width); break;
                case 2:
                    Two(from, planes + places.Offsets[run + 1], places.Lanes[run + 1], taps, depth, to, width);
                    break;
                default: Many(places, run, end, planes, taps, depth, to, width); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(T* from, int* taps, int depth, T* packed, nint width)
    {
        for (var k = 0; k < depth; k++, packed += width) TLanes.Store(TLanes.Load(from + taps[k]), packed);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(T* from, T* next, int lane, int* taps, int depth, T* packed, nint width)
    {
        var mask = TLanes.From(lane);
        for (var k = 0; k < depth; k++, packed += width)
        {
            nint tap = taps[k];
            TLanes.Store(TLanes.Select(mask, TLanes.Load(next + tap), TLanes.Load(from + tap)), packed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Many(
        OutputVectors<T> places, int run, int end, T* planes, int* taps, int depth, T* packed, nint width)
    {
        Two(planes + places.Offsets[run], planes + places.Offsets[run + 1], places.Lanes[run + 1], taps, depth, packed,
            width);
        for (run += 2; run < end; run++)
        {
            T* from = planes + places.Offsets[run], to = packed;
            var mask = TLanes.From(places.Lanes[run]);
            for (var k = 0; k < depth; k++, to += width)
            {
                TLanes.Store(TLanes.Select(mask, TLanes.Load(from + taps[k]), TLanes.Load(to)), to);
            }
        }
    }
}
