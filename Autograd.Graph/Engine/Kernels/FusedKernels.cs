using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Scheduling;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>A whole region as one loop: for each slot an address, and how many elements.</summary>
internal unsafe delegate void FusedKernel(nint* addresses, nint elements);

/// <summary>
/// The fused kernels of the process. Two regions that do the same operations on slots of the same kinds share one, as
/// the updates of all parameters by one optimizer do.
/// </summary>
internal static class FusedKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Compiling a kernel takes milliseconds, so there must be work to save; and a compiler gives up on endless methods.
    private const long OperationsWorthAKernel = 1 << 17;
    private const int FewestSteps = 2;
    private const int MostSteps = 40;

    private static readonly ConcurrentDictionary<string, FusedKernel> Known = new();

    /// <summary>The kernel of a program, or null where its operations had better run one by one.</summary>
    public static FusedKernel? For(RegionProgram<T> program, RegionBuffer[] buffers, long elements)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || program.Steps.Length is < FewestSteps or > MostSteps) return null;
        var key = Key(program, buffers);
        if (Known.TryGetValue(key, out var known)) return known;
        return elements * program.Steps.Length < OperationsWorthAKernel ? null : Known.GetOrAdd(key, _ => FusedKernelCompiler<T>.Compile(program, buffers));
    }

    private static string Key(RegionProgram<T> program, RegionBuffer[] buffers)
    {
        var steps = program.Steps.Select(step => $"{step.Kernel.GetType().TypeHandle.Value:x}({step.A},{step.B},{step.C}){step.Y}");
        var slots = buffers.Select(buffer => $"{buffer.Slot}{(buffer.IsTarget ? "!" : buffer.Spread == Spread.Scalar ? "=" : "")}");
        return $"{string.Join(';', steps)}|{string.Join(',', slots)}";
    }
}
