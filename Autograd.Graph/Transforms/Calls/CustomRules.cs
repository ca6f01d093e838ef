using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>A reverse rule that the user gives; the forward rule is its transpose.</summary>
/// <param name="Rule">From the inputs, the node and its cotangent to a cotangent for each input.</param>
internal sealed record CustomVjpRules(Func<ImmutableArray<Expr>, Expr, Expr, ImmutableArray<Expr>> Rule) : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent)
    {
        var part = Rule(node.Inputs, node, cotangent)[input];
        return part.Shape.Rank == 0 ? part.BroadcastTo(node.Inputs[input].Shape) : part;
    }

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent) =>
        Transposed.Of(node, "Vjp", "cotangent", node.Shape, cotangent => Vjp(call, node, input, cotangent)!, tangent);
}

/// <summary>A forward rule that the user gives; the reverse rule is its transpose.</summary>
/// <param name="Rule">From the inputs, the node and a tangent of each input to the node's tangent.</param>
internal sealed record CustomJvpRules(Func<ImmutableArray<Expr>, Expr, ImmutableArray<Expr>, Expr> Rule) : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent) =>
        Transposed.Of(node, "Jvp", "tangent", node.Inputs[input].Shape, tangent => Jvp(call, node, input, tangent)!, cotangent);

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent)
    {
        // A linear rule is its own derivative: that along one tangent has only the terms in which it stands.
        var inputs = call.Body.Parameters;
        var (y, moving) = (Prelude.Variable("y", node.Shape), Prelude.Variable("tangent", tangent.Shape));
        ImmutableArray<Expr> tangents = [.. inputs.Select(x => Prelude.Variable("tangent", x.Shape))];
        var whole = Rule(inputs, y, tangents).BroadcastTo(node.Shape);
        var part = ForwardMode.Tangents([whole], [(tangents[input], moving)])[0];
        if (Topology.Variables([part]).Any(tangents.Contains)) throw Transposed.NotLinear(node, "Jvp", "tangent");
        return part.Substitute([.. inputs.Zip(node.Inputs), (y, node), (moving, tangent)]);
    }
}

/// <summary>The transpose of a linear rule: where the rule multiplies by J, its derivative along itself multiplies by Jᵀ.</summary>
internal static class Transposed
{
    /// <summary>What a linear function of u, of u's shape, has as its derivative with respect to u.</summary>
    /// <exception cref="InvalidOperationException">The function is not linear.</exception>
    public static Expr Of(Expr node, string rule, string what, Shape shape, Func<Expr, Expr> linear, Expr weight)
    {
        var u = Prelude.Variable(what, shape);
        var transpose = ReverseMode.Cotangents([(linear(u), weight)], [u])[0];
        return Topology.Variables([transpose]).Contains(u) ? throw NotLinear(node, rule, what) : transpose;
    }

    /// <summary>What is wrong with a rule that is not linear.</summary>
    public static InvalidOperationException NotLinear(Expr node, string rule, string what) =>
        new($"The {rule} of {node.Op.Name} is not linear in its {what}, so it is no derivative: multiply the {what} by what does not depend on it.");
}
