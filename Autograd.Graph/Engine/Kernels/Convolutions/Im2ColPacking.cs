using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// Copies the pixels under some windows into a panel, as im2col would: a row for each tap, a column for each output
/// position.
/// </summary>
internal static unsafe class Im2ColPacking<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Packs some neighbouring vectors of output positions.</summary>
    /// <param name="outputs">All output positions.</param>
    /// <param name="first">The first vector.</param>
    /// <param name="vectors">The number of vectors.</param>
    /// <param name="phases">The phases of the image.</param>
    /// <param name="taps">The offset of each tap for the first output position.</param>
    /// <param name="depth">The number of taps.</param>
    /// <param name="packed">The panel.</param>
    /// <param name="width">The distance between rows of the panel.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack(
        OutputVectors<T> outputs, int first, int vectors, T* phases, int* taps, int depth, T* packed, nint width)
    {
        for (var vector = 0; vector < vectors; vector++)
        {
            var (run, end) = (outputs.FirstRun[first + vector], outputs.FirstRun[first + vector + 1]);
            T* from = phases + outputs.Offsets[run], to = packed + (vector * TLanes.Count);
            switch (end - run)
            {
                case 1: One(from, taps, depth, to, width); break;
                case 2:
                    Two(from, phases + outputs.Offsets[run + 1], outputs.Lanes[run + 1], taps, depth, to, width);
                    break;
                default: Many(outputs, run, end, phases, taps, depth, to, width); break;
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
        OutputVectors<T> outputs, int run, int end, T* phases, int* taps, int depth, T* packed, nint width)
    {
        Two(phases + outputs.Offsets[run], phases + outputs.Offsets[run + 1], outputs.Lanes[run + 1], taps, depth,
            packed,
            width);
        for (run += 2; run < end; run++)
        {
            T* from = phases + outputs.Offsets[run], to = packed;
            var mask = TLanes.From(outputs.Lanes[run]);
            for (var k = 0; k < depth; k++, to += width)
            {
                TLanes.Store(TLanes.Select(mask, TLanes.Load(from + taps[k]), TLanes.Load(to)), to);
            }
        }
    }
}
