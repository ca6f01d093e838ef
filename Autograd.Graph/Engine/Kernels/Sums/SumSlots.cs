using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Sums;

/// <summary>
/// The memory of the partial sums of a matrix of results: slot 0 is the result, the other slots are dense and lie one
/// after another.
/// </summary>
/// <param name="result">The results.</param>
/// <param name="resultRow">The distance between rows of results.</param>
/// <param name="waiting">The slots above.</param>
/// <param name="rows">Rows of the matrix.</param>
/// <param name="columns">Columns of the matrix.</param>
internal readonly unsafe ref struct SumSlots<TLanes, TVector, T>(T* result, nint resultRow, T* waiting, int rows,
    nint columns)
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>The address of a slot.</summary>
    public T* At(int slot) => slot == 0 ? result : waiting + ((slot - 1) * rows * columns);

    /// <summary>The distance between rows of a slot.</summary>
    public nint Row(int slot) => slot == 0 ? resultRow : columns;

    /// <summary>Joins the sums that are complete after a step.</summary>
    public void Join(in SumStep step)
    {
        for (var slot = step.To; slot > step.To - step.Joins; slot--)
        {
            T* to = At(slot - 1), from = At(slot);
            for (var row = 0; row < rows; row++, to += Row(slot - 1), from += columns) Add(from, to, columns);
        }
    }

    /// <summary>Adds numbers to others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(T* from, T* to, nint count)
    {
        nint i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
            TLanes.Store(TLanes.Add(TLanes.Load(to + i), TLanes.Load(from + i)), to + i);
        if (i < count)
            TLanes.Store(TLanes.Add(TLanes.Load(to + i, count - i), TLanes.Load(from + i, count - i)), to + i,
                count - i);
    }
}
