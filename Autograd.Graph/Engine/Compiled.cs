using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>A pure function of records, compiled: the same values as the traced function's graph, bit for bit.</summary>
/// <remarks>Made by <see cref="Compile{T}"/>. It may be called from several threads; calls of one set of shapes take turns.</remarks>
/// <typeparam name="T">The numbers it computes with.</typeparam>
/// <typeparam name="TInput">The record it takes; its leaves must be values.</typeparam>
/// <typeparam name="TOutput">The record it gives; its leaves are literals.</typeparam>
public sealed class Compiled<T, TInput, TOutput>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : IParameterRecord<TInput>
    where TOutput : IParameterRecord<TOutput>
{
    private readonly Func<TInput, TOutput> _function;
    private readonly PlanOptions _options;
    private readonly Lock _gate = new();
    private ImmutableList<Trace> _traces = [];

    internal Compiled(Func<TInput, TOutput> function, PlanOptions options) => (_function, _options) = (function, options);

    private sealed record Trace(TInput Variables, TOutput Result, Plan<T> Plan, Frame<T> Frame);

    /// <summary>The value of the function.</summary>
    /// <exception cref="ArgumentException">A leaf of the input is not a value.</exception>
    public TOutput Invoke(TInput input)
    {
        var trace = TraceOf(input);
        lock (trace)
        {
            var next = 0;
            foreach (var leaf in input.Leaves()) trace.Frame.Set(next++, ValueOf(leaf));
            trace.Frame.Run();
            var output = 0;
            return trace.Result.Map((Leaf _) => Prelude.Literal(trace.Frame.Get(output++)));
        }
    }

    /// <summary>The plan for inputs of the shapes of an example.</summary>
    public Plan<T> PlanFor(TInput example) => TraceOf(example).Plan;

    private Trace TraceOf(TInput input)
    {
        lock (_gate)
        {
            if (_traces.Find(trace => trace.Variables.IsLike(input)) is { } known) return known;
            var variables = input.Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
            var result = _function(variables);
            var plan = Plan<T>.Make(variables.Leaves().Select(leaf => leaf.Value), result.Leaves().Select(leaf => leaf.Value), _options);
            var made = new Trace(variables, result, plan, plan.NewFrame());
            _traces = _traces.Add(made);
            return made;
        }
    }

    private static Tensor ValueOf(Leaf leaf)
    {
        if (leaf.Value.Op is Literal literal) return literal.Value;
        var open = Topology.Variables([leaf.Value]);
        return open.IsEmpty
            ? Reference.Interpreter.Evaluate<T, Numerics.Real<T>>([leaf.Value])[0]
            : throw new ArgumentException($"The input {leaf.Path} depends on the variable {open[0]}, so it has no value: Evaluate it first, or compile a function of the variable too.");
    }
}
