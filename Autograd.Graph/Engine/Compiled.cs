using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// A pure function of records, compiled: the same values as the traced function's graph, bit for bit.
/// </summary>
/// <remarks>
/// Made by <see cref="Compile{T}"/>. Any number of threads may call it at the same time, each in memory of its own. The
/// plans of the last <see cref="PlanOptions.Plans"/> sets of shapes are kept.
/// </remarks>
/// <typeparam name="T">The numbers it computes with.</typeparam>
/// <typeparam name="TInput">Its argument: an expression, a record, or a tuple of such. The leaves must be
/// values.</typeparam>
/// <typeparam name="TOutput">Its result: an expression, a record, or a tuple of such. The leaves are
/// literals.</typeparam>
public sealed class Compiled<T, TInput, TOutput>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TInput : notnull
{
    private readonly PlanCache<TInput, Trace> _traces;

    internal Compiled(Func<TInput, TOutput> function, PlanOptions? options, Func<Leaf, string> nameOf)
    {
        Structure.Expect<TInput>("Compile");
        Structure.Expect<TOutput>("Compile");
        options ??= PlanOptions.Default;
        _traces = new(options.Plans, variables => Trace.Of(function, variables, options), nameOf);
    }

    private sealed record Trace(
        ImmutableArray<Expr> Variables, TOutput Result, Plan<T> Plan, ExecutionPool<T> Executions)
    {
        public static Trace Of(Func<TInput, TOutput> function, TInput variables, PlanOptions options)
        {
            var inputs = Structure.Values(variables);
            var result = function(variables) ?? throw new InvalidOperationException(
                "A compiled function gave null: it gives an expression, a record, or a tuple of such.");
            var plan = Plan<T>.Make(inputs, Structure.Values(result), options);
            return new(inputs, result, plan, new(plan));
        }
    }

    /// <summary>The value of the function.</summary>
    /// <param name="input">Its argument.</param>
    /// <exception cref="ArgumentException">A leaf of the input is not a value, or is null.</exception>
    public TOutput Invoke(TInput input)
    {
        var values = Structure.Values(input);
        var trace = _traces.Get(input);
        var execution = trace.Executions.Take();
        try
        {
            for (var i = 0; i < values.Length; i++) execution.Set(i, ValueOf(values[i], trace.Variables[i]));
            execution.Run();
            var results = new Expr[trace.Plan.OutputBuffers.Length];
            for (var i = 0; i < results.Length; i++) results[i] = Prelude.Literal(execution.Get(i));
            return Structure.WithLeaves(trace.Result, results);
        }
        finally
        {
            trace.Executions.Return(execution);
        }
    }

    /// <summary>The plan for inputs of the shapes of an example.</summary>
    /// <param name="example">An argument, of values or of variables.</param>
    public Plan<T> PlanFor(TInput example) => _traces.Get(example).Plan;

    private static Tensor ValueOf(Expr given, Expr variable)
    {
        if (given.Op is Literal literal) return literal.Value;
        var open = Topology.Variables([given]);
        return open.IsEmpty
            ? Reference.Interpreter.Evaluate<T, Numerics.Real<T>>([given])[0]
            : throw new ArgumentException(
                $"The input {variable.Op.Name} depends on the variable {open[0]}, so it has no value: Evaluate it "
                    + $"first, or compile a function of the variable too.");
    }
}
