using System.Numerics;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>One operation of a region: a kernel on slots.</summary>
internal readonly record struct RegionStep<T>(TileKernel<T> Kernel, int A, int B, int C, int Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The operations of an elementwise region in the order in which they run, and how many slots they need.</summary>
internal sealed unsafe class RegionProgram<T>(RegionStep<T>[] steps, int slots)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public RegionStep<T>[] Steps { get; } = steps;

    public int Slots { get; } = slots;

    /// <summary>Runs one operation after another on so many elements of each slot.</summary>
    public void Run(ReadOnlySpan<nint> addresses, nint elements)
    {
        foreach (ref readonly var step in Steps.AsSpan())
        {
            step.Kernel.Run((T*)addresses[step.A], (T*)addresses[step.B], (T*)addresses[step.C], (T*)addresses[step.Y], elements);
        }
    }
}
