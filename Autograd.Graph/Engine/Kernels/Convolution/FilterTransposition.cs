namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Numbers for each place and filter: a row of filters for each place, or a plane of places for each filter.
/// </summary>
internal static unsafe class FilterTransposition
{
    /// <summary>From rows of filters to planes.</summary>
    public static void ToFilters<T>(T* rows, nint row, T* planes, nint plane, int filters, int places)
        where T : unmanaged => Transposition.Matrix(rows, row, planes, plane, places, filters);

    /// <summary>From planes to rows of filters; what lies behind the filters of a row stays as it is.</summary>
    public static void ToPlaces<T>(T* planes, nint plane, T* rows, nint row, int filters, int places)
        where T : unmanaged => Transposition.Matrix(planes, plane, rows, row, filters, places);
}
