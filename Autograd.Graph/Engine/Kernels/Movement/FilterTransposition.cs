namespace Autograd.Graph.Engine.Kernels.Movement;

/// <summary>
/// Transposes numbers for each output position and filter: a row of filters for each position, or a plane of positions
/// for each filter.
/// </summary>
internal static unsafe class FilterTransposition
{
    /// <summary>From rows of filters to planes.</summary>
    public static void ToPlanes<T>(T* rows, nint row, T* planes, nint plane, int filters, int outputs)
        where T : unmanaged => Transposition.Matrix(rows, row, planes, plane, outputs, filters);

    /// <summary>From planes to rows of filters. Elements behind the filters of a row stay as they are.</summary>
    public static void ToRows<T>(T* planes, nint plane, T* rows, nint row, int filters, int outputs)
        where T : unmanaged => Transposition.Matrix(planes, plane, rows, row, filters, outputs);
}
