using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// Register tiles of the filter gradient of many small groups, which lie side by side in the lanes of a vector.
/// </summary>
internal static unsafe class GroupTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Adds the output positions of an image to the sums of nine taps, for one vector of groups.</summary>
    /// <param name="image">A vector for each element of the phases.</param>
    /// <param name="taps">The offset of each of the nine taps.</param>
    /// <param name="results">A vector for each output position.</param>
    /// <param name="outputs">Rows and columns of output positions.</param>
    /// <param name="pitch">The distance between rows of a phase.</param>
    /// <param name="from">The sums to continue from.</param>
    /// <param name="sums">A vector for each of the nine.</param>
    /// <param name="sumsRow">The distance between sums.</param>
    /// <param name="continues">Whether the sums continue, or start from zero.</param>
    /// <param name="adds">Whether the sums are added to the target, or replace it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Nine(
        T* image, int* taps, T* results, Size2D outputs, nint pitch, T* from, T* sums, nint sumsRow, bool continues,
        bool adds)
    {
        nint width = TLanes.Count, step = pitch * width, row = outputs.Width * width;
        TVector x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default,
        x7 = default, x8 = default;
        if (continues)
        {
            x0 = TLanes.Load(from);
            x1 = TLanes.Load(from + sumsRow);
            x2 = TLanes.Load(from + (2 * sumsRow));
            x3 = TLanes.Load(from + (3 * sumsRow));
            x4 = TLanes.Load(from + (4 * sumsRow));
            x5 = TLanes.Load(from + (5 * sumsRow));
            x6 = TLanes.Load(from + (6 * sumsRow));
            x7 = TLanes.Load(from + (7 * sumsRow));
            x8 = TLanes.Load(from + (8 * sumsRow));
        }

        T* a0 = image + (taps[0] * width), a1 = image + (taps[1] * width), a2 = image + (taps[2] * width),
        a3 = image + (taps[3] * width), a4 = image + (taps[4] * width);
        T* a5 = image + (taps[5] * width), a6 = image + (taps[6] * width), a7 = image + (taps[7] * width),
        a8 = image + (taps[8] * width);
        nint start = 0;
        for (var line = 0; line < outputs.Height; line++, start += step)
        {
            for (var i = start; i < start + row; i += width, results += width)
            {
                var y = TLanes.Load(results);
                x0 = TLanes.FusedMultiplyAdd(TLanes.Load(a0 + i), y, x0);
                x1 = TLanes.FusedMultiplyAdd(TLanes.Load(a1 + i), y, x1);
                x2 = TLanes.FusedMultiplyAdd(TLanes.Load(a2 + i), y, x2);
                x3 = TLanes.FusedMultiplyAdd(TLanes.Load(a3 + i), y, x3);
                x4 = TLanes.FusedMultiplyAdd(TLanes.Load(a4 + i), y, x4);
                x5 = TLanes.FusedMultiplyAdd(TLanes.Load(a5 + i), y, x5);
                x6 = TLanes.FusedMultiplyAdd(TLanes.Load(a6 + i), y, x6);
                x7 = TLanes.FusedMultiplyAdd(TLanes.Load(a7 + i), y, x7);
                x8 = TLanes.FusedMultiplyAdd(TLanes.Load(a8 + i), y, x8);
            }
        }

        Store(x0, sums, adds);
        Store(x1, sums + sumsRow, adds);
        Store(x2, sums + (2 * sumsRow), adds);
        Store(x3, sums + (3 * sumsRow), adds);
        Store(x4, sums + (4 * sumsRow), adds);
        Store(x5, sums + (5 * sumsRow), adds);
        Store(x6, sums + (6 * sumsRow), adds);
        Store(x7, sums + (7 * sumsRow), adds);
        Store(x8, sums + (8 * sumsRow), adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector sum, T* target, bool adds) =>
        TLanes.Store(adds ? TLanes.Add(TLanes.Load(target), sum) : sum, target);
}
