using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>A reverse rule that the user gives; the forward rule is its transpose.</summary>
/// <param name="Rule">From the inputs, the node and its cotangent to a cotangent for each input.</param>
internal sealed record CustomVjpRules(Func<ImmutableArray<Expr>, Expr, Expr, ImmutableArray<Expr>> Rule) : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent) =>
        Given(call).At(call, node, input, cotangent);

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent) =>
        call.Body.Rule(this, "transpose", input, () => Given(call).Transposed(input, "tangent"))
            .At(call, node, 0, tangent);

    private TracedRule Given(Call call) => call.Body.Rule(this, "given", 0, () =>
    {
        var (x, shape) = (call.Body.Parameters, call.Body.Result.Shape);
        var (y, u) = (Prelude.Variable("y", shape), Prelude.Variable("cotangent", shape));
        return new TracedRule(y, [u], Rule(x, y, u))
            .Checked(call.Name, "Vjp", "cotangent", [.. x.Select(input => input.Type)]);
    });
}

/// <summary>A forward rule that the user gives; the reverse rule is its transpose.</summary>
/// <param name="Rule">From the inputs, the node and a tangent of each input to the node's tangent.</param>
internal sealed record CustomJvpRules(Func<ImmutableArray<Expr>, Expr, ImmutableArray<Expr>, Expr> Rule) : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent) =>
        call.Body.Rule(this, "transpose", input, () => Along(call, input).Transposed(0, "cotangent"))
            .At(call, node, 0, cotangent);

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent) =>
        Along(call, input).At(call, node, 0, tangent);

    // A linear rule is its own derivative: that along one tangent has only the terms in which it stands.
    private TracedRule Along(Call call, int input) => call.Body.Rule(this, "along", input, () =>
    {
        var whole = Given(call);
        var moving = Prelude.Variable("tangent", whole.Moving[input].Shape);
        return new(whole.Value, [moving], ForwardMode.Tangents(whole.Results, [(whole.Moving[input], moving)]));
    });

    private TracedRule Given(Call call) => call.Body.Rule(this, "given", 0, () =>
    {
        var (x, type) = (call.Body.Parameters, call.Body.Result.Type);
        var y = Prelude.Variable("y", type.Shape);
        ImmutableArray<Expr> tangents = [.. x.Select(input => Prelude.Variable("tangent", input.Shape))];
        return new TracedRule(y, tangents, [Rule(x, y, tangents)]).Checked(call.Name, "Jvp", "tangent", [type]);
    });
}
