using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// What a user's derivative rule makes of variables that stand for the inputs, the value and what is multiplied.
/// </summary>
/// <remarks>So the value counts as constant within the rule, and what the rule gives is checked once.</remarks>
/// <param name="Value">Stands for the function's value.</param>
/// <param name="Moving">Stand for the cotangent, or for the tangent of each input.</param>
/// <param name="Results">The cotangent of each input, or the tangent of the value.</param>
internal sealed record TracedRule(Expr Value, ImmutableArray<Expr> Moving, ImmutableArray<Expr> Results)
{
    /// <summary>The rule, if each result is linear in what is multiplied and of the right shape.</summary>
    /// <param name="name">The function.</param>
    /// <param name="rule">Vjp or Jvp.</param>
    /// <param name="what">What is multiplied: a cotangent or a tangent.</param>
    /// <param name="types">The type that each result has to have; results of other kinds than real are not looked
    /// at.</param>
    /// <exception cref="InvalidOperationException">A result is not a derivative.</exception>
    public TracedRule Checked(string name, string rule, string what, ImmutableArray<TensorType> types)
    {
        var variables = Moving.ToHashSet();
        for (var i = 0; i < Results.Length; i++)
        {
            if (types[i].Kind != ElementKind.Real) continue;
            var (result, expected) = (Results[i], types[i].Shape);
            if (result is null || result.Kind != ElementKind.Real
                || (result.Shape != expected && result.Shape.Rank > 0))
            {
                throw new InvalidOperationException(
                    $"The {rule} of {name} gives {(result is null ? "null" : $"{result.Type}")} where {types[i]} is "
                        + $"expected: "
                    + (rule == "Vjp" ? $"the cotangent of argument {i} has the argument's shape."
                        : "the tangent of the value has the value's shape."));
            }

            if (Linearity.Breach(result, variables) is { } breach) throw NotLinear(name, rule, what, breach);
        }

        return this with
        {
            Results = [.. Results.Select(
            (result, i) => types[i].Kind == ElementKind.Real ? result.BroadcastTo(types[i].Shape) : result)]
        };
    }

    /// <summary>One result at a node, for a cotangent or tangent.</summary>
    /// <param name="call">The node's operation.</param>
    /// <param name="node">The node.</param>
    /// <param name="result">Which result.</param>
    /// <param name="multiplied">What stands in the place of the first of <see cref="Moving"/>.</param>
    public Expr At(Call call, Expr node, int result, Expr multiplied) =>
        Results[result].Substitute([.. call.Body.Parameters.Zip(node.Inputs), (Value, node), (Moving[0], multiplied)]);

    /// <summary>The transpose of one result: where the rule multiplies by J, this multiplies by Jᵀ.</summary>
    /// <param name="result">Which result.</param>
    /// <param name="what">What the transpose multiplies.</param>
    public TracedRule Transposed(int result, string what)
    {
        var weight = Prelude.Variable(what, Results[result].Shape);
        return new(Value, [weight], ReverseMode.Cotangents([(Results[result], weight)], [Moving[0]]));
    }

    private static InvalidOperationException NotLinear(string name, string rule, string what, Expr breach) => new(
        $"The {rule} of {name} is not linear in its {what}, so it is no derivative: {breach.Describe()}. "
        + $"Multiply the {what} by what does not depend on it, and add nothing else.");
}
