using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Kernels.Fused;

/// <summary>A fusion group as one loop over the elements at the addresses of its slots.</summary>
internal unsafe delegate void FusedKernel(nint* addresses, nint elements);

/// <summary>
/// The fused kernels of the process. Groups with the same operations on slots of the same kinds share a kernel, as the
/// updates of all parameters by one optimizer do.
/// </summary>
internal static class FusedKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Compiling a kernel takes milliseconds, so the group must have work to save. The just-in-time compiler optimizes
    // very long methods badly.
    private const long OperationsWorthAKernel = 1 << 17;
    private const int FewestSteps = 2;
    private const int MostSteps = 40;

    private static readonly ConcurrentDictionary<KernelKey, FusedKernel> Known = new();

    /// <summary>The kernel of a program, or null where its operations are best run one by one.</summary>
    public static FusedKernel? For(FusedProgram<T> program, FusedBuffer[] buffers, long elements)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || program.Steps.Length is < FewestSteps or > MostSteps) return null;
        var key = Key(program, buffers);
        if (Known.TryGetValue(key, out var known)) return known;
        return elements * program.Steps.Length < OperationsWorthAKernel ? null
            : Known.GetOrAdd(key, _ => FusedKernelCompiler<T>.Compile(program, buffers));
    }

    private static KernelKey Key(FusedProgram<T> program, FusedBuffer[] buffers)
    {
        var words = new nint[(5 * program.Steps.Length) + (2 * buffers.Length)];
        var next = 0;
        foreach (ref readonly var step in program.Steps.AsSpan())
        {
            words[next++] = step.Kernel.GetType().TypeHandle.Value;
            (words[next], words[next + 1], words[next + 2], words[next + 3]) = (step.A, step.B, step.C, step.Y);
            next += 4;
        }

        foreach (ref readonly var buffer in buffers.AsSpan())
        {
            words[next++] = buffer.Slot;
            words[next++] = buffer.IsTarget ? 2 : buffer.Pattern == BroadcastPattern.Scalar ? 1 : 0;
        }

        return new(words);
    }
}

/// <summary>The identity of a fused kernel: its operations on slots, and the kinds of its slots.</summary>
internal readonly struct KernelKey(nint[] words) : IEquatable<KernelKey>
{
    private readonly nint[] _words = words;

    /// <inheritdoc/>
    public bool Equals(KernelKey other) => _words.AsSpan().SequenceEqual(other._words);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is KernelKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(_words.AsSpan()));
        return hash.ToHashCode();
    }
}
