using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>The rules of one call, for a batch of them: each example has its own derivative.</summary>
internal sealed record BatchRules(Call Example, ValueList<bool> Batched, int Size) : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent)
    {
        var (example, pairs) = ExampleOf(node);
        var u = Prelude.Variable("cotangent", example.Shape);
        var each = Example.Vjp(example, input, u)?.BroadcastTo(example.Inputs[input].Shape)
            .Vectorize([.. pairs, (u, cotangent)]);
        return each is null || Batched[input] ? each : each.Sum(0);
    }

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent)
    {
        var (example, pairs) = ExampleOf(node);
        if (!Batched[input]) return Example.Jvp(example, input, tangent)?.Vectorize(pairs.AsSpan());
        var v = Prelude.Variable("tangent", example.Inputs[input].Shape);
        return Example.Jvp(example, input, v)?.Vectorize([.. pairs, (v, tangent)]);
    }

    // The call of one example, at variables that stand for it; and what stands for them in the batch.
    private (Expr Example, ImmutableArray<(Expr Example, Expr Batch)> Pairs) ExampleOf(Expr node)
    {
        ImmutableArray<Expr> inputs = [.. node.Inputs.Select((x, i) =>
            Batched[i] ? Prelude.Variable(Example.Body.Parameters[i].Op.Name, Example.Body.Parameters[i].Type) : x)];
        var example = Expr.Apply(Example, inputs.AsSpan());
        return (example, [.. inputs.Zip(node.Inputs).Where((_, i) => Batched[i]), (example, node)]);
    }
}
