using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Reference;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// A function with derivative rules of its own, applied as one node. A plan puts its graph in its place.
/// </summary>
/// <param name="Body">The function's graph.</param>
/// <param name="Rules">Its derivatives.</param>
internal sealed record Call(Body Body, CallRules Rules) : Op
{
    /// <inheritdoc/>
    public override string Name => Body.Name;

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        if (inputs.Length != Body.Parameters.Length)
        {
            throw new ArgumentException(
                $"{Name} takes {Body.Parameters.Length} inputs, but {inputs.Length} were given.", nameof(inputs));
        }

        for (var i = 0; i < inputs.Length; i++)
        {
            var expected = Body.Parameters[i].Type;
            if (inputs[i].Type == expected) continue;
            throw ShapeException.For(Name, inputs, $"input {i} is {inputs[i].Type}, not {expected}",
                "call the function again for inputs of another shape");
        }

        return Body.Result.Type;
    }

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var bindings = new (Expr, Tensor)[inputs.Length];
        for (var i = 0; i < bindings.Length; i++) bindings[i] = (Body.Parameters[i], inputs[i]);
        return Interpreter.Evaluate<T, TNumbers>([Body.Result], bindings)[0];
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) => Rules.Vjp(this, node, input, cotangent);

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) => Rules.Jvp(this, node, input, tangent);

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
    {
        var batched = inputs.Select((_, i) => Batching.IsBatch(node, inputs, i)).ToValueList();
        return Expr.Apply(
            this with { Body = Body.Batch(size, batched), Rules = Rules.Batch(this, batched, size) }, inputs.AsSpan());
    }
}
