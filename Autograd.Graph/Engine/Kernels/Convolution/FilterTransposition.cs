using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Numbers for each place and filter: a row of filters for each place, or a plane of places for each filter.</summary>
internal static unsafe class FilterTransposition
{
    /// <summary>From rows of filters to planes.</summary>
    public static void ToFilters<T>(T* rows, nint row, T* planes, nint plane, int filters, int places)
        where T : unmanaged => Transpose(rows, row, planes, plane, places, filters);

    /// <summary>From planes to rows of filters; what lies behind the filters of a row stays as it is.</summary>
    public static void ToPlaces<T>(T* planes, nint plane, T* rows, nint row, int filters, int places)
        where T : unmanaged => Transpose(planes, plane, rows, row, filters, places);

    // Blocks at the ends start early, over what has been written before.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(T* source, nint sourceStride, T* target, nint targetStride, int rows, int columns)
        where T : unmanaged
    {
        var side = Transposition.BlockSize<T>();
        if (rows < side || columns < side || side == 1)
        {
            for (nint row = 0; row < rows; row++)
                for (nint column = 0; column < columns; column++)
                    target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            return;
        }

        for (var row = 0; row < rows; row += side)
        {
            nint down = Math.Min(row, rows - side);
            for (var column = 0; column < columns; column += side)
            {
                nint across = Math.Min(column, columns - side);
                Transposition.Block(source + (down * sourceStride) + across, sourceStride, target + (across * targetStride) + down, targetStride);
            }
        }
    }
}
