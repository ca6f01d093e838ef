using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// From one example to a batch: a graph that computes for all examples together what another computes for one.
/// </summary>
/// <remarks>
/// The rule of each op is <see cref="Op.Batch"/>. Each example keeps its own computation, in its own order: the results
/// have the bits of a loop. What does not depend on the batch is shared by all examples and stays as it is. It composes
/// with <c>Gradient</c> and with itself in any order. (The <c>vmap</c> of JAX.)
/// </remarks>
public static class Vectorization
{
    /// <summary>
    /// A function of one example as a function of a batch: <c>Vectorize(f)(X)[i] = f(X[i])</c>, along the outermost
    /// axis.
    /// </summary>
    /// <remarks>
    /// What f uses besides its argument is shared by all examples. The argument may be a record, and so may the result.
    /// </remarks>
    /// <example><code>
    /// var perExample = Vectorization.Vectorize((Expr x) => Loss(net, x).Gradient(net)); // a gradient for each row of
    /// X Net gradients = perExample(X); // each leaf has one more axis, in front
    /// </code></example>
    public static Func<TInput, TOutput> Vectorize<TInput, TOutput>(Func<TInput, TOutput> f)
        where TInput : IParameterRecord<TInput>
        where TOutput : IParameterRecord<TOutput>
    {
        ArgumentNullException.ThrowIfNull(f);
        return batch =>
        {
            ImmutableArray<(Expr Example, Expr Batch)> pairs =
                [.. batch.Leaves().Select(leaf => (ExampleOf(leaf), leaf.Value))];
            return f(batch.WithLeaves([.. pairs.Select(pair => pair.Example)])).Vectorize(pairs.AsSpan());
        };
    }

    /// <summary>A function of two arguments, each a batch; what all examples share, the function captures.</summary>
    public static Func<TFirst, TSecond, TOutput> Vectorize<TFirst, TSecond, TOutput>(Func<TFirst, TSecond, TOutput> f)
        where TFirst : IParameterRecord<TFirst>
        where TSecond : IParameterRecord<TSecond>
        where TOutput : IParameterRecord<TOutput>
    {
        ArgumentNullException.ThrowIfNull(f);
        var ofPair = Vectorize((Pair<TFirst, TSecond> both) => f(both.First, both.Second));
        return (first, second) => ofPair(new(first, second));
    }

    /// <summary>
    /// An expression, or each leaf of a record, with batches in the place of some nodes, and the batch as its outermost
    /// axis.
    /// </summary>
    /// <param name="result">What is computed for one example.</param>
    /// <param name="batches">Nodes of it (variables, as a rule), each with its batch: of the node's shape with one axis
    /// more in front.</param>
    /// <exception cref="ShapeException">A batch does not have the node's shape behind its first axis, or the batches
    /// differ in size.</exception>
    public static T Vectorize<T>(this T result, params ReadOnlySpan<(Expr Example, Expr Batch)> batches)
        where T : IParameterRecord<T>
    {
        if (batches.IsEmpty)
        {
            throw new ArgumentException(
                "Vectorize takes at least one batch: without one its size is not known.", nameof(batches));
        }

        var size = batches[0].Batch.Shape.Rank > 0 ? batches[0].Batch.Shape[0] : 0;
        var made = new Dictionary<Expr, Expr>();
        foreach (var (example, batch) in batches)
        {
            Expect(example, batch, size);
            made[example] = batch;
        }

        var roots = result.Leaves().Select(leaf => leaf.Value).ToImmutableArray();
        var batched = made.Keys.ToHashSet();
        foreach (var node in Topology.InOrder(roots))
        {
            if (made.ContainsKey(node) || !node.Inputs.Any(made.ContainsKey)) continue;

            // What all examples share is computed once, also where it waits for what each example has.
            if (node.Op is OptimizationBarrier ? batched.Contains(node.Inputs[0]) : node.Inputs.Any(batched.Contains))
            {
                made[node] = Batch(node, made, size);
                batched.Add(node);
            }
            else
            {
                made[node] =
                    Expr.Apply(node.Op, [.. node.Inputs.Select(input => made.GetValueOrDefault(input, input))]);
            }
        }

        return result.WithLeaves([.. roots.Select(Whole)]);

        Expr Whole(Expr root)
        {
            var value = made.GetValueOrDefault(root, root);
            return batched.Contains(root) ? value : value.BroadcastTo(Batching.Shape(size, root.Shape));
        }
    }

    private static Expr Batch(Expr node, Dictionary<Expr, Expr> made, int size)
    {
        var batch = node.Op.Batch(node, [.. node.Inputs.Select(input => made.GetValueOrDefault(input, input))], size);
        var expected = new TensorType(Batching.Shape(size, node.Shape), node.Kind);
        return batch.Type == expected
            ? batch
            : throw new InvalidOperationException(
                $"{node.Op.Name}.Batch gives {batch.Type}, but {size} examples of {node.Type} are {expected}.");
    }

    private static Expr ExampleOf(Leaf batch) => batch.Value.Shape.Rank > 0
        ? Prelude.Variable(batch.Path.Length == 0 ? "example" : batch.Path,
            batch.Value.Type with { Shape = batch.Value.Shape.Without([0]) })
        : throw ShapeException.For("Vectorize", [batch.Value], "a scalar has no axis of examples",
            "let the function capture what all examples share");

    private static void Expect(Expr example, Expr batch, int size)
    {
        if (batch.Type == new TensorType(Batching.Shape(size, example.Shape), example.Kind)) return;
        throw ShapeException.For(
            "Vectorize",
            [example, batch],
            $"{batch.Type} is not a batch of {size} examples of {example.Type}",
            "give each batch the same first axis, and behind it the axes of one example");
    }
}
