using System.Diagnostics;
using System.Globalization;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Threads;

namespace Autograd.Graph.Engine;

/// <summary>The memory in which a plan runs: inputs, outputs and scratch. It belongs to one caller at a time.</summary>
/// <remarks>
/// The one mutable part of the library's face: fill inputs, <see cref="Run"/>, read outputs. Nothing is allocated after
/// the first run. <see cref="Compile{T}"/> wraps it in a pure function.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public sealed unsafe class Frame<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly Plan<T> _plan;
    private readonly PinnedBlock _memory;
    private readonly nint[] _addresses;
    private readonly long _scratchBytes;
    private readonly byte* _scratch;
    private readonly Dictionary<int, Instruction<T>> _fills = [];

    internal Frame(Plan<T> plan)
    {
        _plan = plan;
        _scratchBytes = plan.ScratchBytes;
        _memory = new PinnedBlock(plan.Memory.Bytes + (_scratchBytes * plan.Options.Threads));
        _scratch = _memory.Start + plan.Memory.Bytes;
        _addresses = new nint[plan.Buffers.Length];
        for (var buffer = 0; buffer < _addresses.Length; buffer++)
        {
            var offset = plan.Memory.Offsets[buffer];
            _addresses[buffer] = offset < 0 ? plan.ConstantAddress(buffer) : (nint)(_memory.Start + offset);
        }
    }

    /// <summary>The bytes that this frame holds.</summary>
    public long Bytes => _memory.Length;

    /// <summary>The elements of a real input, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds indices or bits.</exception>
    public Span<T> Input(int input) => Reals(_plan.InputBuffers[input]);

    /// <summary>The elements of an input of indices, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds real numbers.</exception>
    public Span<int> IndexInput(int input) => Words<int>(_plan.InputBuffers[input]);

    /// <summary>The elements of a real output after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds indices or bits.</exception>
    public ReadOnlySpan<T> Output(int output) => Reals(_plan.OutputBuffers[output]);

    /// <summary>The elements of an output of indices after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds real numbers.</exception>
    public ReadOnlySpan<int> IndexOutput(int output) => Words<int>(_plan.OutputBuffers[output]);

    /// <summary>Copies a value into an input; real numbers are rounded to <typeparamref name="T"/>.</summary>
    public void Set(int input, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = _plan.InputBuffers[input];
        if (value.Type != _plan.Buffers[buffer].Type)
        {
            throw new ArgumentException($"Input {input} of the plan is {_plan.Buffers[buffer].Type}, but its value is {value.Type}.", nameof(value));
        }

        value.In<T, Numerics.Real<T>>().CopyTo<T>(Address(buffer));
    }

    /// <summary>Writes an input row by row on the threads of the plan. A row is all that lies behind the first axis.</summary>
    /// <param name="input">Which input; its elements are real.</param>
    /// <param name="rows">As many rows as the first axis is long. Allocates only when an input is filled from another type for the first time.</param>
    /// <exception cref="ArgumentException">The input is a single number.</exception>
    public void Fill<TRows>(int input, TRows rows)
        where TRows : struct, IRows<T>
    {
        var buffer = _plan.InputBuffers[input];
        var shape = TypeOf(buffer).Shape;
        if (shape.Rank == 0 || TypeOf(buffer).Kind != ElementKind.Real) throw new ArgumentException($"Input {input} is {TypeOf(buffer)}, which has no rows of real numbers.", nameof(input));
        if (_fills.GetValueOrDefault(input) is not FillInstruction<T, TRows> fill) _fills[input] = fill = new(buffer, shape[0], shape[0] == 0 ? 0 : shape.Size / shape[0]);
        fill.Rows = rows;
        Workers.Run(fill, this, _plan.Options.Threads);
        fill.Rows = default;
    }

    /// <summary>A copy of an output as an immutable tensor.</summary>
    public Tensor Get(int output) => Copy(_plan.OutputBuffers[output]);

    /// <summary>A copy of an input as an immutable tensor.</summary>
    public Tensor GetInput(int input) => Copy(_plan.InputBuffers[input]);

    /// <summary>Computes all outputs from all inputs.</summary>
    public void Run()
    {
        foreach (var instruction in _plan.Instructions) Workers.Run(instruction, this, _plan.Options.Threads);
        GC.KeepAlive(_memory);
        GC.KeepAlive(_plan);
    }

    /// <summary>Runs the plan a number of times and tells how long each instruction takes: the fastest of the runs, in microseconds.</summary>
    public string Profile(int runs = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(runs);
        var best = new TimeSpan[_plan.Instructions.Length];
        Array.Fill(best, TimeSpan.MaxValue);
        for (var run = 0; run < runs; run++)
        {
            for (var i = 0; i < best.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                Workers.Run(_plan.Instructions[i], this, _plan.Options.Threads);
                var taken = Stopwatch.GetElapsedTime(start);
                best[i] = taken < best[i] ? taken : best[i];
            }
        }

        var lines = _plan.Instructions.Select((instruction, i) => string.Create(CultureInfo.InvariantCulture, $"{best[i].TotalMicroseconds,10:F1}  {instruction.Description}"));
        return string.Join('\n', [.. lines, string.Create(CultureInfo.InvariantCulture, $"{best.Sum(time => time.TotalMicroseconds),10:F1}  in all")]);
    }

    /// <summary>Makes an output the value of an input for the next run, by exchanging their memory: the state of a fold. An output feeds one input.</summary>
    /// <exception cref="ArgumentException">They are of different types.</exception>
    public void Feed(int output, int input)
    {
        var (from, to) = (_plan.OutputBuffers[output], _plan.InputBuffers[input]);
        if (_plan.Buffers[from].Type != _plan.Buffers[to].Type)
        {
            throw new ArgumentException($"Output {output} is {_plan.Buffers[from].Type}, but input {input} is {_plan.Buffers[to].Type}.", nameof(output));
        }

        (_addresses[from], _addresses[to]) = (_addresses[to], _addresses[from]);
    }

    internal T* Address(int buffer) => (T*)_addresses[buffer];

    internal int* IndexAddress(int buffer) => (int*)_addresses[buffer];

    internal T* Scratch(int worker) => (T*)(_scratch + ((long)worker * _scratchBytes));

    internal TensorType TypeOf(int buffer) => _plan.Buffers[buffer].Type;

    /// <summary>Fills everything that a run must write before it reads, for the property that it does.</summary>
    internal void Poison(T value)
    {
        for (var buffer = 0; buffer < _addresses.Length; buffer++)
        {
            var spec = _plan.Buffers[buffer];
            var isGiven = _plan.InputBuffers.Any(input => _addresses[input] == _addresses[buffer]);
            if (spec.Role is BufferRole.Temporary or BufferRole.Output && !isGiven) new Span<T>(Address(buffer), (int)(spec.Bytes / sizeof(T))).Fill(value);
        }

        new Span<T>(_scratch, checked((int)(_scratchBytes * _plan.Options.Threads / sizeof(T)))).Fill(value);
    }

    private Tensor Copy(int buffer)
    {
        var type = TypeOf(buffer);
        return type.Kind switch
        {
            ElementKind.Real => Tensor.Of(type.Shape, (ReadOnlySpan<T>)Reals(buffer)),
            ElementKind.Index => Tensor.Of(type.Shape, (ReadOnlySpan<int>)Words<int>(buffer)),
            _ => Tensor.Of(type.Shape, (ReadOnlySpan<uint>)Words<uint>(buffer)),
        };
    }

    private Span<T> Reals(int buffer) => _plan.Buffers[buffer].Type is { Kind: ElementKind.Real } type
        ? new((void*)_addresses[buffer], type.Shape.Size)
        : throw new InvalidOperationException($"The buffer holds {_plan.Buffers[buffer].Type.Kind} elements, not real numbers.");

    private Span<TWord> Words<TWord>(int buffer)
        where TWord : unmanaged
        => _plan.Buffers[buffer].Type is { Kind: not ElementKind.Real } type
            ? new((void*)_addresses[buffer], type.Shape.Size)
            : throw new InvalidOperationException("The buffer holds real numbers.");
}
