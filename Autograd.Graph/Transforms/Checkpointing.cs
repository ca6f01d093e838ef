using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph;

/// <summary>Trading time for memory: intermediate values that are computed again instead of kept.</summary>
public static class Checkpointing
{
    private static readonly RecomputeRules Rules = new();

    /// <summary>
    /// The same function, whose reverse mode keeps only its inputs and computes its intermediate values again.
    /// </summary>
    /// <remarks>
    /// Values and derivatives of every order are those of <paramref name="f"/>, bit for bit: a derivative is taken of
    /// f's own graph. (Where a tangent is taken of a gradient, the sign of a zero may differ.) A plan computes the
    /// function a second time, just before its gradient, and in between the intermediate values take no memory. What f
    /// uses besides its argument counts as input. (Griewank and Walther, <i>Evaluating Derivatives</i>, chapter 12; the
    /// <c>checkpoint</c> of JAX.)
    /// </remarks>
    /// <example><code>
    /// var block = Checkpoint((Expr x) => x.Dot(w).Tanh().Dot(w).Tanh());
    /// Expr g = block(block(x)).Sum().Gradient(w);   // keeps x and block(x), nothing within the blocks
    /// </code></example>
    /// <typeparam name="TInput">The record it takes, or an expression.</typeparam>
    /// <typeparam name="TOutput">The record it gives, or an expression. Leaves hold real numbers.</typeparam>
    public static Func<TInput, TOutput> Checkpoint<TInput, TOutput>(Func<TInput, TOutput> f)
        where TInput : IParameterRecord<TInput>
        where TOutput : IParameterRecord<TOutput>
    {
        ArgumentNullException.ThrowIfNull(f);
        return argument =>
        {
            TOutput? like = default;
            var (body, inputs, _) =
                Tracing.Trace("Checkpoint", argument, x => Packing.Packed(like = f(x), "Checkpoint"));
            return Packing.Unpacked(Expr.Apply(new Call(body, Rules), inputs.AsSpan()), like!);
        };
    }

    /// <summary>The same function of two records.</summary>
    public static Func<TFirst, TSecond, TOutput> Checkpoint<TFirst, TSecond, TOutput>(Func<TFirst, TSecond, TOutput> f)
        where TFirst : IParameterRecord<TFirst>
        where TSecond : IParameterRecord<TSecond>
        where TOutput : IParameterRecord<TOutput>
    {
        ArgumentNullException.ThrowIfNull(f);
        var ofPair = Checkpoint((Pair<TFirst, TSecond> both) => f(both.First, both.Second));
        return (first, second) => ofPair(new(first, second));
    }
}
