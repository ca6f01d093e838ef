using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Numbers for each place and filter: a row of filters for each place, or a plane of places for each filter.</summary>
internal static unsafe class FilterTransposition
{
    private const int Side = 8;

    /// <summary>From rows of filters to planes. There are at least eight filters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToFilters(float* rows, nint row, float* planes, int filters, int places)
    {
        var place = 0;
        for (; place + Side <= places; place += Side)
        {
            for (var filter = 0; filter < filters; filter += Side)
            {
                // The last block starts early, over filters that it has had.
                nint start = Math.Min(filter, filters - Side);
                Transposition.Block(rows + (place * row) + start, row, planes + (start * places) + place, places);
            }
        }

        for (; place < places; place++)
            for (nint filter = 0; filter < filters; filter++)
                planes[(filter * places) + place] = rows[(place * row) + filter];
    }

    /// <summary>From planes to rows of filters; what lies behind the filters of a row stays as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToPlaces(float* planes, float* rows, nint row, int filters, int places)
    {
        var place = 0;
        for (; place + Side <= places; place += Side)
        {
            for (var filter = 0; filter < filters; filter += Side)
            {
                nint start = Math.Min(filter, filters - Side);
                Transposition.Block(planes + (start * places) + place, places, rows + (place * row) + start, row);
            }
        }

        for (; place < places; place++)
            for (nint filter = 0; filter < filters; filter++)
                rows[(place * row) + filter] = planes[(filter * places) + place];
    }
}
