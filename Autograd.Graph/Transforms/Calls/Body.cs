using System.Collections.Concurrent;
using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>The graph of a function: a result over parameters of its own.</summary>
/// <remarks>What is derived from it is kept, so that the same derivative taken twice is the same node.</remarks>
/// <param name="name">What its calls are called in texts.</param>
/// <param name="parameters">Variables, one for each input.</param>
/// <param name="result">An expression of them and of literals alone.</param>
internal sealed class Body(string name, ImmutableArray<Expr> parameters, Expr result)
{
    private readonly ConcurrentDictionary<(string What, int Input), Body> _derived = [];
    private readonly ConcurrentDictionary<(int Size, ValueList<bool> Batched), Body> _batches = [];
    private readonly ConcurrentDictionary<(CallRules Rules, string What, int Input), TracedRule> _rules = [];

    public string Name => name;

    public ImmutableArray<Expr> Parameters => parameters;

    public Expr Result => result;

    /// <summary>The cotangent of one input, as a function of all inputs and of the result's cotangent.</summary>
    public Body Reverse(int input) => _derived.GetOrAdd(("reverse", input), _ =>
    {
        var cotangent = Prelude.Variable("cotangent", result.Shape);
        return new($"Vjp of {name}", [.. parameters, cotangent], result.Vjp(cotangent, parameters[input]));
    });

    /// <summary>
    /// The result's tangent along one input, as a function of all inputs and of that input's tangent.
    /// </summary>
    public Body Forward(int input) => _derived.GetOrAdd(("forward", input), _ =>
    {
        var tangent = Prelude.Variable("tangent", parameters[input].Shape);
        return new($"Jvp of {name}", [.. parameters, tangent], result.Jvp(parameters[input], tangent));
    });

    /// <summary>A rule that was given for the function, over its parameters.</summary>
    /// <param name="rules">Whose rule it is.</param>
    /// <param name="what">Which of their rules.</param>
    /// <param name="input">For which input.</param>
    /// <param name="trace">Makes it.</param>
    public TracedRule Rule(CallRules rules, string what, int input, Func<TracedRule> trace) =>
        _rules.GetOrAdd((rules, what, input), _ => trace());

    /// <summary>The function of a batch: some inputs have an axis of examples in front.</summary>
    public Body Batch(int size, ValueList<bool> batched) => _batches.GetOrAdd((size, batched), _ =>
    {
        ImmutableArray<Expr> whole =
        [
            .. parameters.Select((x, i) =>
                batched[i] ? Prelude.Variable(x.Op.Name, x.Type with { Shape = Batching.Shape(size, x.Shape) }) : x),
        ];
        return new(name, whole, result.Vectorize([.. parameters.Zip(whole).Where((_, i) => batched[i])]));
    });

    /// <summary>The result with other expressions in the place of the parameters.</summary>
    public Expr Over(ImmutableArray<Expr> inputs) => result.Substitute([.. parameters.Zip(inputs)]);
}
