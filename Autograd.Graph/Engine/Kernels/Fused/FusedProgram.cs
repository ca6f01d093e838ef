using System.Numerics;

namespace Autograd.Graph.Engine.Kernels.Fused;

/// <summary>One operation of a fusion group: a kernel on slots.</summary>
internal readonly record struct FusedStep<T>(TileKernel<T> Kernel, int A, int B, int C, int Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The operations of a fusion group in the order in which they run, and the number of slots.</summary>
internal sealed unsafe class FusedProgram<T>(FusedStep<T>[] steps, int slots)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public FusedStep<T>[] Steps { get; } = steps;

    public int Slots { get; } = slots;

    /// <summary>For each slot the last operation that reads it; −1 for none.</summary>
    public int[] LastReadings()
    {
        var last = new int[Slots];
        Array.Fill(last, -1);
        for (var i = 0; i < Steps.Length; i++) last[Steps[i].A] = last[Steps[i].B] = last[Steps[i].C] = i;
        return last;
    }

    /// <summary>For each slot the first operation that writes it; −1 for none.</summary>
    public int[] FirstWritings()
    {
        var first = new int[Slots];
        Array.Fill(first, -1);
        for (var i = Steps.Length - 1; i >= 0; i--) first[Steps[i].Y] = i;
        return first;
    }

    /// <summary>Runs one operation after another on the first elements of each slot.</summary>
    public void Run(ReadOnlySpan<nint> addresses, nint elements)
    {
        foreach (ref readonly var step in Steps.AsSpan())
        {
            step.Kernel.Run(
                (T*)addresses[step.A], (T*)addresses[step.B], (T*)addresses[step.C], (T*)addresses[step.Y], elements);
        }
    }
}
