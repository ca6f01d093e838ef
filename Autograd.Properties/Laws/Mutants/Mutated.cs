using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Mutants;

/// <summary>An op whose values are those of another, and its rules too, but for one of them.</summary>
/// <param name="Inner">The op.</param>
/// <param name="Mutant">What is changed; null for nothing.</param>
internal sealed record Mutated(Op Inner, Mutant? Mutant) : Op
{
    public override string Name => Inner.Name;

    public override string Parameters => Inner.Parameters;

    public override TensorType Infer(ImmutableArray<Expr> inputs) => Inner.Infer(inputs);

    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) =>
        Inner.Evaluate<T, TNumbers>(type, inputs);

    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        Rule(new RuleUse(Inner, node, input, Mode.Vjp, cotangent));

    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        Rule(new RuleUse(Inner, node, input, Mode.Jvp, tangent));

    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => Inner.Batch(node, inputs, size);

    public override Domain DomainOf(int input) => Inner.DomainOf(input);

    public override Expr? Branch(Expr node) => Inner.Branch(node);

    protected internal override ImmutableArray<Expr> Align(ImmutableArray<Expr> inputs) => Inner.Align(inputs);

    private Expr? Rule(RuleUse use)
    {
        if (Mutant is null || Mutant.Mode != use.Mode || Mutant.Input != use.Input) return use.Result;
        foreach (var change in RuleChanges.Of(use))
        {
            if (change.Name == Mutant.Change) return change.Make();
        }

        return use.Result;
    }
}
