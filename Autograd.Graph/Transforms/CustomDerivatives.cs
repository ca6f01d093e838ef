using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph;

/// <summary>
/// Functions with a derivative of their own: a stabler form, a clipped gradient, a straight-through estimator.
/// </summary>
/// <remarks>
/// One rule is enough: the other mode's is its transpose. The function is vectorised, compiled and differentiated
/// further as any other; a plan computes its graph in its place. (The <c>custom_vjp</c> and <c>custom_jvp</c> of JAX.)
/// </remarks>
public static class CustomDerivatives
{
    private static readonly HashSet<Expr> NothingInside = [];

    /// <summary>A function with a reverse rule of its own.</summary>
    /// <param name="f">The function. Variables may come in through its argument alone, or behind
    /// <c>StopGradient</c>.</param>
    /// <param name="vjp">
    /// From the argument, the value and its cotangent to the argument's cotangent, in the argument's shape; linear in
    /// the cotangent: a rule that is not, as <c>c + 1</c> or a clipped c, is refused by name. The value counts as
    /// constant within the rule.
    /// </param>
    /// <param name="name">What it is called in texts and errors.</param>
    /// <example><code>
    /// var clipped = CustomDerivatives.WithVjp((Expr x) => x.Exp(), (x, y, g) => g * y.Clip(0, 1), "ClippedExp");
    /// clipped(x).Gradient(x)   // at 2: 1, not e²
    /// </code></example>
    public static Func<TInput, Expr> WithVjp<TInput>(
        Func<TInput, Expr> f, Func<TInput, Expr, Expr, TInput> vjp, string name = "Custom")
        where TInput : IParameterRecord<TInput>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(vjp);
        return argument => Applied(name, argument, f, count => new CustomVjpRules((inputs, y, cotangent) =>
        {
            var parts = vjp(argument.WithLeaves(inputs[..count]), y, cotangent)?.Leaves() ?? [];
            return parts.Length == count
                ? [.. parts.Select(leaf => leaf.Value), .. inputs[count..].Select(x => Prelude.Zeros(x.Shape))]
                : throw new InvalidOperationException(
                    $"The Vjp of {name} gives {parts.Length} cotangents for {count} arguments: give one for each.");
        }));
    }

    /// <summary>A function with a forward rule of its own.</summary>
    /// <param name="f">The function. Variables may come in through its argument alone, or behind
    /// <c>StopGradient</c>.</param>
    /// <param name="jvp">
    /// From the argument, the value and the argument's tangent to the value's tangent; linear in the tangent, or it is
    /// refused by name. The value counts as constant within the rule.
    /// </param>
    /// <param name="name">What it is called in texts and errors.</param>
    /// <example><code>
    /// var step = CustomDerivatives.WithJvp((Expr x) => x > 0, (x, y, dx) => dx * x.Sigmoid(), "SoftStep");
    /// step(x).Gradient(x)   // at 0: 0.5
    /// </code></example>
    public static Func<TInput, Expr> WithJvp<TInput>(
        Func<TInput, Expr> f, Func<TInput, Expr, TInput, Expr> jvp, string name = "Custom")
        where TInput : IParameterRecord<TInput>
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(jvp);
        return argument => Applied(name, argument, f, count => new CustomJvpRules((inputs, y, tangents) =>
            jvp(argument.WithLeaves(inputs[..count]), y, argument.WithLeaves(tangents[..count]))));
    }

    private static Expr Applied<TInput>(string name, TInput argument, Func<TInput, Expr> f, Func<int, CallRules> rules)
        where TInput : IParameterRecord<TInput>
    {
        var (body, inputs, count) = Tracing.Trace(name, argument, f);
        foreach (var captured in inputs[count..])
        {
            if (Tracing.FreeVariable(captured, NothingInside) is not { } free) continue;
            throw new ArgumentException(
                $"{name} uses {free.Describe()}, which is not among its arguments, so that its rule gives no "
                    + $"derivative for it: "
                + "pass it as an argument, or use its StopGradient().",
                nameof(f));
        }

        return Expr.Apply(new Call(body, rules(count)), inputs.AsSpan());
    }
}
