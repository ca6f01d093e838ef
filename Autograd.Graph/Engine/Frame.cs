using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
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
    private readonly bool[] _given;
    private int _missing;
    private bool _hasRun;

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

        _given = [.. plan.Reads.Select(read => !read)];
        _missing = plan.Reads.Count(read => read);
    }

    /// <summary>The bytes that this frame holds.</summary>
    public long Bytes => _memory.Length;

    /// <summary>The elements of a real input, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds indices or bits.</exception>
    /// <param name="input">Which input.</param>
    public Span<T> Input(int input) => Given(input, Reals(_plan.InputBuffers[input], "Input"));

    /// <summary>The elements of an input of indices, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds real numbers or bits.</exception>
    /// <param name="input">Which input.</param>
    public Span<int> IndexInput(int input) =>
        Given(input, Words<int>(_plan.InputBuffers[input], ElementKind.Index, "Input"));

    /// <summary>The elements of an input of bits, such as the two words of a key, to be written.</summary>
    /// <exception cref="InvalidOperationException">The input holds real numbers or indices.</exception>
    /// <param name="input">Which input.</param>
    public Span<uint> BitsInput(int input) =>
        Given(input, Words<uint>(_plan.InputBuffers[input], ElementKind.Bits, "Input"));

    /// <summary>The elements of a real output after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds indices or bits.</exception>
    /// <param name="output">Which output.</param>
    public ReadOnlySpan<T> Output(int output) => Reals(_plan.OutputBuffers[output], "Output");

    /// <summary>The elements of an output of indices after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds real numbers or bits.</exception>
    /// <param name="output">Which output.</param>
    public ReadOnlySpan<int> IndexOutput(int output) =>
        Words<int>(_plan.OutputBuffers[output], ElementKind.Index, "Output");

    /// <summary>The elements of an output of bits after a run.</summary>
    /// <exception cref="InvalidOperationException">The output holds real numbers or indices.</exception>
    /// <param name="output">Which output.</param>
    public ReadOnlySpan<uint> BitsOutput(int output) =>
        Words<uint>(_plan.OutputBuffers[output], ElementKind.Bits, "Output");

    /// <summary>Copies a value into an input; real numbers are rounded to <typeparamref name="T"/>.</summary>
    /// <param name="input">Which input.</param>
    /// <param name="value">A value of the input's type.</param>
    public void Set(int input, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = _plan.InputBuffers[input];
        if (value.Type != _plan.Buffers[buffer].Type)
        {
            throw new ArgumentException(
                $"Input {input} of the plan is {_plan.Buffers[buffer].Type}, but its value is {value.Type}; it is the "
                    + $"variable {_plan.InputNames[input]}.", nameof(value));
        }

        Given(input);

        value.In<T, Numerics.Real<T>>().CopyTo<T>(Address(buffer));
    }

    /// <summary>
    /// Writes an input row by row on the threads of the plan. A row is all that lies behind the first axis.
    /// </summary>
    /// <param name="input">Which input; its elements are real.</param>
    /// <param name="rows">As many rows as the first axis is long. Allocates only when an input is filled from another
    /// type for the first time.</param>
    /// <exception cref="ArgumentException">The input is a single number.</exception>
    public void Fill<TRows>(int input, TRows rows)
        where TRows : struct, IRows<T>
    {
        var buffer = _plan.InputBuffers[input];
        var shape = TypeOf(buffer).Shape;
        if (shape.Rank == 0 || TypeOf(buffer).Kind != ElementKind.Real)
        {
            throw new ArgumentException(
                $"Input {input} is {TypeOf(buffer)}, which has no rows of real numbers.", nameof(input));
        }

        if (_fills.GetValueOrDefault(input) is not FillInstruction<T, TRows> fill)
        {
            _fills[input] = fill = new(buffer, shape[0], shape[0] == 0 ? 0 : shape.Size / shape[0]);
        }

        fill.Rows = rows;
        Given(input);
        Workers.Run(fill, this, _plan.Options.Threads);
        fill.Rows = default;
    }

    /// <summary>A copy of an output as an immutable tensor.</summary>
    public Tensor Get(int output) => Copy(_plan.OutputBuffers[output]);

    /// <summary>A copy of an input as an immutable tensor.</summary>
    public Tensor GetInput(int input) => Copy(_plan.InputBuffers[input]);

    /// <summary>Makes every input zeros: for a dry run before there is data.</summary>
    public void GiveZeros()
    {
        for (var input = 0; input < _given.Length; input++)
        {
            var buffer = _plan.InputBuffers[input];
            NativeMemory.Clear((void*)_addresses[buffer], (nuint)_plan.Buffers[buffer].Bytes);
            Given(input);
        }
    }

    /// <summary>Computes all outputs from all inputs.</summary>
    /// <remarks>
    /// A frame that was given no input at all runs on NaN, as when only its time is of interest: no result looks right.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Some inputs were given, and another that the plan reads never
    /// was.</exception>
    public void Run()
    {
        if (_missing > 0) GiveNaN();
        _hasRun = true;
        foreach (var instruction in _plan.Instructions) Workers.Run(instruction, this, _plan.Options.Threads);
        GC.KeepAlive(_memory);
        GC.KeepAlive(_plan);
    }

    /// <summary>
    /// Runs the plan a number of times and tells how long each instruction takes: the fastest of the runs, in
    /// microseconds.
    /// </summary>
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

        var lines = _plan.Instructions.Select((instruction, i) => string.Create(
            CultureInfo.InvariantCulture, $"{best[i].TotalMicroseconds,10:F1}  {instruction.Description}"));
        return string.Join('\n', [.. lines,
            string.Create(CultureInfo.InvariantCulture, $"{best.Sum(time => time.TotalMicroseconds),10:F1}  in all")]);
    }

    /// <summary>
    /// Makes an output the value of an input for the next run, by exchanging their memory: the state of a fold. An
    /// output feeds one input.
    /// </summary>
    /// <exception cref="ArgumentException">They are of different types.</exception>
    public void Feed(int output, int input)
    {
        var (from, to) = (_plan.OutputBuffers[output], _plan.InputBuffers[input]);
        if (_plan.Buffers[from].Type != _plan.Buffers[to].Type)
        {
            throw new ArgumentException($"Output {output} is {_plan.Buffers[from].Type}, but input {input} is "
                + $"{_plan.Buffers[to].Type}.", nameof(output));
        }

        if (_hasRun) Given(input);
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
            if (spec.Role is BufferRole.Temporary or BufferRole.Output && !isGiven)
            {
                new Span<T>(Address(buffer), (int)(spec.Bytes / sizeof(T))).Fill(value);
            }
        }

        new Span<T>(_scratch, checked((int)(_scratchBytes * _plan.Options.Threads / sizeof(T)))).Fill(value);
    }

    private Tensor Copy(int buffer)
    {
        var type = TypeOf(buffer);
        return type.Kind switch
        {
            ElementKind.Real => Tensor.Of(type.Shape, new ReadOnlySpan<T>((void*)_addresses[buffer], type.Shape.Size)),
            ElementKind.Index =>
                Tensor.Of(type.Shape, new ReadOnlySpan<int>((void*)_addresses[buffer], type.Shape.Size)),
            _ => Tensor.Of(type.Shape, new ReadOnlySpan<uint>((void*)_addresses[buffer], type.Shape.Size)),
        };
    }

    // Who asks for an input's memory writes it.
    private Span<TElement> Given<TElement>(int input, Span<TElement> elements)
    {
        Given(input);
        return elements;
    }

    private void Given(int input)
    {
        if (!_given[input]) (_given[input], _missing) = (true, _missing - 1);
    }

    private void GiveNaN()
    {
        if (_hasRun || _missing < _plan.Reads.Count(read => read)) throw NotGiven();
        for (var input = 0; input < _given.Length; input++)
        {
            var buffer = _plan.InputBuffers[input];
            if (TypeOf(buffer).Kind == ElementKind.Real) Reals(buffer, "Input").Fill(T.NaN);
            Given(input);
        }
    }

    private InvalidOperationException NotGiven()
    {
        const int Named = 5;
        var missing = Enumerable.Range(0, _given.Length).Where(input => !_given[input]).ToArray();
        var named = missing.Take(Named)
            .Select(input => $"input {input}, {_plan.InputNames[input]} {TypeOf(_plan.InputBuffers[input])}");
        var others = missing.Length > Named ? $", and {missing.Length - Named} more" : "";
        return new($"Run: these inputs were never given: {string.Join("; ", named)}{others}.\n  fix: call "
            + $"Set({missing[0]}, value) or write to Input({missing[0]}) first, or GiveZeros() for a dry run");
    }

    private Span<T> Reals(int buffer, string side) => TypeOf(buffer) is { Kind: ElementKind.Real } type
        ? new((void*)_addresses[buffer], type.Shape.Size)
        : throw OtherKind(buffer, side);

    private Span<TWord> Words<TWord>(int buffer, ElementKind kind, string side)
        where TWord : unmanaged
        => TypeOf(buffer) is var type && type.Kind == kind ? new((void*)_addresses[buffer], type.Shape.Size)
        : throw OtherKind(buffer, side);

    private InvalidOperationException OtherKind(int buffer, string side) => new(
        $"The {side.ToLowerInvariant()} is {TypeOf(buffer)}: use "
            + $"{TypeOf(buffer).Kind switch { ElementKind.Real => "", ElementKind.Index => "Index", _ => "Bits" }}"
                + $"{side}.");
}
