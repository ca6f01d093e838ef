using System.Collections.Immutable;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph;

/// <summary>Trading time for memory: intermediate values that are computed again instead of kept.</summary>
public static class Checkpointing
{
    private static readonly RecomputeRules Rules = new();

    /// <summary>The same function, whose reverse mode keeps only its inputs and computes its intermediate values again.</summary>
    /// <remarks>
    /// Values and derivatives are those of <paramref name="f"/>. A plan computes the function a second time, just before its
    /// gradient, and in between the intermediate values take no memory. What f uses besides its argument counts as input.
    /// (Griewank and Walther, <i>Evaluating Derivatives</i>, chapter 12; the <c>checkpoint</c> of JAX.)
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
            var (body, inputs, _) = Tracing.Trace("Checkpoint", argument, x => Packed(like = f(x)));
            return Unpacked(Expr.Apply(new Call(body, Rules), inputs.AsSpan()), like!);
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

    // A node has one value, so that several leaves lie behind each other in one vector.
    private static Expr Packed<T>(T record)
        where T : IParameterRecord<T>
    {
        var leaves = record.Leaves();
        foreach (var (path, value) in leaves)
        {
            if (value.Kind == ElementKind.Real) continue;
            throw ShapeException.For("Checkpoint", [value], $"the result {path} holds {value.Kind} elements", "return what is real, and compute indices outside");
        }

        return leaves is [var only] ? only.Value : leaves.Select(leaf => leaf.Value.Reshape(-1)).Prepend(Prelude.Zeros([0])).Concatenate();
    }

    private static T Unpacked<T>(Expr packed, T like)
        where T : IParameterRecord<T>
    {
        var leaves = like.Leaves();
        if (leaves.Length == 1) return like.WithLeaves([packed]);
        var start = 0;
        var parts = ImmutableArray.CreateBuilder<Expr>(leaves.Length);
        foreach (var (_, value) in leaves)
        {
            parts.Add(packed.Slice(0, start, value.Shape.Size).Reshape(value.Shape));
            start += value.Shape.Size;
        }

        return like.WithLeaves(parts.MoveToImmutable());
    }
}
