using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd.Graph.Engine.Memory;

/// <summary>
/// The memory in which one caller runs a plan, as stages and kernels see it: the address and type of each buffer, and
/// scratch for each thread.
/// </summary>
/// <typeparam name="T">The plan's real numbers: <c>float</c> or <c>double</c>.</typeparam>
internal sealed unsafe class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ImmutableArray<BufferSpec> _buffers;
    private readonly ConstantMemory _constants;
    private readonly PinnedBlock _memory;
    private readonly nint[] _addresses;
    private readonly long _scratchBytes;
    private readonly int _threads;
    private readonly byte* _scratch;

    /// <summary>Allocates a workspace.</summary>
    /// <param name="buffers">All buffers of the plan.</param>
    /// <param name="plan">The offset of each buffer.</param>
    /// <param name="constants">The literals.</param>
    /// <param name="scratchBytes">The scratch of one thread.</param>
    /// <param name="threads">The number of threads.</param>
    public Workspace(
        ImmutableArray<BufferSpec> buffers, MemoryPlan plan, ConstantMemory constants, long scratchBytes, int threads)
    {
        (_buffers, _constants, _scratchBytes, _threads) = (buffers, constants, scratchBytes, threads);
        _memory = new PinnedBlock(plan.Bytes + (scratchBytes * threads));
        _scratch = _memory.Start + plan.Bytes;
        _addresses = new nint[buffers.Length];
        for (var buffer = 0; buffer < _addresses.Length; buffer++)
        {
            var offset = plan.Offsets[buffer];
            _addresses[buffer] = offset < 0 ? constants.Address(buffer) : (nint)(_memory.Start + offset);
        }
    }

    /// <summary>The bytes that this workspace holds.</summary>
    public long Bytes => _memory.Length;

    /// <summary>The first element of a buffer of real numbers.</summary>
    public T* Address(int buffer) => (T*)_addresses[buffer];

    /// <summary>The first element of a buffer of indices or bits.</summary>
    public int* IndexAddress(int buffer) => (int*)_addresses[buffer];

    /// <summary>The scratch of a thread.</summary>
    public T* Scratch(int worker) => (T*)(_scratch + ((long)worker * _scratchBytes));

    /// <summary>The type of a buffer's value.</summary>
    public TensorType TypeOf(int buffer) => _buffers[buffer].Type;

    /// <summary>The elements of a buffer, read as words of a type.</summary>
    public Span<TElement> Elements<TElement>(int buffer)
        where TElement : unmanaged => new((void*)_addresses[buffer], TypeOf(buffer).Shape.Size);

    /// <summary>A copy of a buffer's value.</summary>
    public Tensor Copy(int buffer) => TypeOf(buffer) switch
    {
        { Kind: ElementKind.Real } type => Tensor.Of(type.Shape, (ReadOnlySpan<T>)Elements<T>(buffer)),
        { Kind: ElementKind.Index } type => Tensor.Of(type.Shape, (ReadOnlySpan<int>)Elements<int>(buffer)),
        var type => Tensor.Of(type.Shape, (ReadOnlySpan<uint>)Elements<uint>(buffer)),
    };

    /// <summary>Copies a value into a buffer; real numbers are rounded to <typeparamref name="T"/>.</summary>
    public void Set(int buffer, Tensor value) => value.In<T, Numerics.Real<T>>().CopyTo<T>(Address(buffer));

    /// <summary>Sets every bit of a buffer to zero.</summary>
    public void Clear(int buffer) =>
        NativeMemory.Clear((void*)_addresses[buffer], (nuint)_buffers[buffer].Bytes);

    /// <summary>Exchanges the memory of two buffers of one type.</summary>
    public void Exchange(int left, int right) =>
        (_addresses[left], _addresses[right]) = (_addresses[right], _addresses[left]);

    /// <summary>
    /// Fills all memory that a run must write before it reads it. A test then shows that the results do not depend on
    /// it.
    /// </summary>
    /// <param name="value">The number to fill with.</param>
    /// <param name="inputs">The buffers of the inputs, which keep their values.</param>
    public void Poison(T value, ImmutableArray<int> inputs)
    {
        for (var buffer = 0; buffer < _addresses.Length; buffer++)
        {
            var spec = _buffers[buffer];
            var isGiven = inputs.Any(input => _addresses[input] == _addresses[buffer]);
            if (spec.Role is BufferRole.Temporary or BufferRole.Output && !isGiven)
            {
                new Span<T>(Address(buffer), (int)(spec.Bytes / sizeof(T))).Fill(value);
            }
        }

        new Span<T>(_scratch, checked((int)(_scratchBytes * _threads / sizeof(T)))).Fill(value);
    }

    /// <summary>Keeps the memory from being collected up to this call.</summary>
    public void KeepAlive()
    {
        GC.KeepAlive(_memory);
        GC.KeepAlive(_constants);
    }
}
