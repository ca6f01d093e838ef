using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Engine.Threads;

namespace Autograd.Graph.Engine;

/// <summary>
/// A plan in memory of its own: fill the inputs, run, read the outputs. One caller uses it at a time.
/// </summary>
/// <remarks>
/// This is the one mutable part of the library's face. After the first run it allocates nothing.
/// <see cref="Compile{T}"/> wraps it in a pure function.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
public sealed partial class Execution<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Plan<T> _plan;
    private readonly Workspace<T> _workspace;
    private readonly Dictionary<int, (Stage<T> Stage, Pipeline<T> Pipeline)> _fills = [];
    private readonly GivenInputs _given;
    private bool _hasRun;

    internal Execution(Plan<T> plan)
    {
        _plan = plan;
        _workspace = new(plan.Buffers, plan.Memory, plan.Constants, plan.ScratchBytes, plan.Options.Threads);
        _given = new(plan.Reads);
    }

    /// <summary>The bytes of memory that this execution holds.</summary>
    public long Bytes => _workspace.Bytes;

    /// <summary>Copies a value into an input; real numbers are rounded to <typeparamref name="T"/>.</summary>
    /// <param name="input">Which input.</param>
    /// <param name="value">A value of the input's type.</param>
    public void Set(int input, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var buffer = _plan.InputBuffers[input];
        if (value.Type != _workspace.TypeOf(buffer))
        {
            throw new ArgumentException(
                $"Input {input} of the plan is {_workspace.TypeOf(buffer)}, but its value is {value.Type}; it is the "
                    + $"variable {_plan.InputNames[input]}.", nameof(value));
        }

        _given.Add(input);
        _workspace.Set(buffer, value);
    }

    /// <summary>
    /// Writes an input row by row on the threads of the plan. A row is everything behind the first axis.
    /// </summary>
    /// <param name="input">Which input; its elements are real.</param>
    /// <param name="rows">The rows; their number is the length of the first axis. The first call for an input and a
    /// type of rows allocates.</param>
    /// <exception cref="ArgumentException">The input is a single number.</exception>
    public void Fill<TRows>(int input, TRows rows)
        where TRows : struct, IRows<T>
    {
        var buffer = _plan.InputBuffers[input];
        var (shape, kind) = (_workspace.TypeOf(buffer).Shape, _workspace.TypeOf(buffer).Kind);
        if (shape.Rank == 0 || kind != ElementKind.Real)
        {
            throw new ArgumentException(
                $"Input {input} is {_workspace.TypeOf(buffer)}, which has no rows of real numbers.", nameof(input));
        }

        if (_fills.GetValueOrDefault(input).Stage is not FillStage<T, TRows> fill)
        {
            fill = new(buffer, shape[0], shape[0] == 0 ? 0 : shape.Size / shape[0]);
            _fills[input] = (fill, new([fill]));
        }

        fill.Source = rows;
        _given.Add(input);
        Run(_fills[input].Pipeline);
        fill.Source = default;
    }

    /// <summary>A copy of an output as an immutable tensor.</summary>
    /// <param name="output">Which output.</param>
    public Tensor Get(int output) => _workspace.Copy(_plan.OutputBuffers[output]);

    /// <summary>A copy of an input as an immutable tensor.</summary>
    /// <param name="input">Which input.</param>
    public Tensor GetInput(int input) => _workspace.Copy(_plan.InputBuffers[input]);

    /// <summary>Sets every input to zeros, for a dry run before there is data.</summary>
    public void GiveZeros()
    {
        for (var input = 0; input < _plan.InputBuffers.Length; input++)
        {
            _workspace.Clear(_plan.InputBuffers[input]);
            _given.Add(input);
        }
    }

    /// <summary>Computes all outputs from all inputs.</summary>
    /// <remarks>
    /// With no input given at all, the run computes with NaN: enough to measure its time, and no result looks right.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Some inputs were given, and another that the plan reads never
    /// was.</exception>
    public void Run()
    {
        if (_given.AreMissing) GiveNaN();
        _hasRun = true;
        foreach (var pipeline in _plan.Pipelines) Run(pipeline);
        _workspace.KeepAlive();
    }

    /// <summary>
    /// Runs the plan several times and gives the time of each pipeline: its fastest run, in microseconds.
    /// </summary>
    /// <param name="runs">The number of runs, 1 or more.</param>
    public string Profile(int runs = 100)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(runs);
        var best = new TimeSpan[_plan.Pipelines.Length];
        Array.Fill(best, TimeSpan.MaxValue);
        for (var run = 0; run < runs; run++)
        {
            for (var i = 0; i < best.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                Run(_plan.Pipelines[i]);
                var taken = Stopwatch.GetElapsedTime(start);
                best[i] = taken < best[i] ? taken : best[i];
            }
        }

        var lines = _plan.Pipelines.Select((pipeline, i) => string.Create(
            CultureInfo.InvariantCulture, $"{best[i].TotalMicroseconds,10:F1}  {pipeline.Description}"));
        return string.Join('\n', [.. lines,
            string.Create(CultureInfo.InvariantCulture, $"{best.Sum(time => time.TotalMicroseconds),10:F1}  in all")]);
    }

    /// <summary>
    /// Makes an output the value of an input for the next run, by exchanging their memory: the state of a fold. An
    /// output feeds one input.
    /// </summary>
    /// <param name="output">Which output.</param>
    /// <param name="input">Which input.</param>
    /// <exception cref="ArgumentException">They are of different types.</exception>
    public void Feed(int output, int input)
    {
        var (from, to) = (_plan.OutputBuffers[output], _plan.InputBuffers[input]);
        if (_workspace.TypeOf(from) != _workspace.TypeOf(to))
        {
            throw new ArgumentException($"Output {output} is {_workspace.TypeOf(from)}, but input {input} is "
                + $"{_workspace.TypeOf(to)}.", nameof(output));
        }

        if (_hasRun) _given.Add(input);
        _workspace.Exchange(from, to);
    }

    /// <inheritdoc cref="Workspace{T}.Poison"/>
    internal void Poison(T value) => _workspace.Poison(value, _plan.InputBuffers);

    private void Run(Pipeline<T> pipeline) => Workers.Run(pipeline, _workspace, _plan.Options.Threads);

    private void GiveNaN()
    {
        if (_hasRun || !_given.AreAllMissing)
        {
            throw _given.Error(
                input => $"{_plan.InputNames[input]} {_workspace.TypeOf(_plan.InputBuffers[input])}");
        }

        for (var input = 0; input < _plan.InputBuffers.Length; input++)
        {
            var buffer = _plan.InputBuffers[input];
            if (_workspace.TypeOf(buffer).Kind == ElementKind.Real) _workspace.Elements<T>(buffer).Fill(T.NaN);
            _given.Add(input);
        }
    }
}
