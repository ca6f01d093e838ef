using System.Collections.Immutable;
using System.Numerics;

namespace Autograd.Graph.Engine.Memory;

/// <summary>The values of a plan's literals, which all its workspaces share.</summary>
internal sealed unsafe class ConstantMemory
{
    private readonly PinnedBlock _block;
    private readonly Dictionary<int, long> _offsets = [];

    private ConstantMemory(IReadOnlyList<(int Buffer, Tensor Value)> constants, IReadOnlyList<BufferSpec> buffers)
    {
        long bytes = 0;
        foreach (var (buffer, _) in constants)
        {
            _offsets[buffer] = bytes;
            bytes += PinnedBlock.Padded(buffers[buffer].Bytes);
        }

        _block = new PinnedBlock(bytes);
    }

    /// <summary>The bytes of all literals.</summary>
    public long Bytes => _block.Length;

    /// <summary>Copies literals, with real numbers rounded to <typeparamref name="T"/>.</summary>
    /// <param name="constants">The buffers of literals and their values.</param>
    /// <param name="buffers">All buffers of the plan.</param>
    public static ConstantMemory Of<T>(
        IReadOnlyList<(int Buffer, Tensor Value)> constants, ImmutableArray<BufferSpec> buffers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var memory = new ConstantMemory(constants, buffers);
        foreach (var (buffer, value) in constants)
        {
            value.In<T, Numerics.Real<T>>().CopyTo<T>((void*)memory.Address(buffer));
        }

        return memory;
    }

    /// <summary>The address of a literal; valid as long as this object is reachable.</summary>
    public nint Address(int buffer) => (nint)(_block.Start + _offsets[buffer]);
}
