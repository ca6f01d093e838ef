using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>A graph for a batch against the graph for one example, in a loop.</summary>
internal static class ExampleLoop
{
    /// <summary>
    /// A batch in which each example has a value's elements in another order: whatever domain they are from, they stay
    /// in it.
    /// </summary>
    public static Tensor Batch(Tensor value, int size) => value switch
    {
        Tensor<double> x => Rotated(x, size),
        Tensor<int> x => Rotated(x, size),
        _ => Rotated((Tensor<uint>)value, size),
    };

    /// <summary>One example of a batch.</summary>
    public static Tensor At(Tensor batch, int example) => batch switch
    {
        Tensor<double> x => Row(x, example),
        Tensor<float> x => Row(x, example),
        Tensor<int> x => Row(x, example),
        _ => Row((Tensor<uint>)batch, example),
    };

    /// <summary>The roots vectorised over some variables, and values for all variables.</summary>
    public static (ImmutableArray<Expr> Roots, (Expr Variable, Tensor Value)[] Bindings) Vectorized(
        ImmutableArray<Expr> roots, (Expr Variable, Tensor Value)[] bindings, Func<int, bool> isBatch, int size)
    {
        (Expr Variable, Tensor Value)[] whole =
            [.. bindings.Select((binding, i) => isBatch(i) ? Batched(binding, size) : binding)];
        (Expr, Expr)[] pairs =
            [.. bindings.Zip(whole, (one, all) => (one.Variable, all.Variable)).Where((_, i) => isBatch(i))];
        return (new Leaves(roots).Vectorize(pairs).Items, whole);
    }

    /// <summary>Vectorised = looped, bit for bit over floats and doubles, by the reference and by the plan.</summary>
    public static void AgreeWithLoop(
        ImmutableArray<Expr> roots, (Expr Variable, Tensor Value)[] bindings, Func<int, bool> isBatch, int size)
    {
        var (whole, values) = Vectorized(roots, bindings, isBatch, size);
        Assert.Equal(roots.Select(root => root.Type with { Shape = Shape.Of([size, .. root.Shape]) }),
            whole.Select(root => root.Type));
        Agree<float>();
        Agree<double>();

        void Agree<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var together = Runs.Reference<T>(whole, values);
            Bits.AssertSame(together, Runs.Execution<T>(whole, values).Run(whole.Length), $"{typeof(T).Name}, plan:");
            for (var example = 0; example < size; example++)
            {
                (Expr, Tensor)[] alone = [.. bindings.Select(
                    (binding, i) => isBatch(i) ? (binding.Variable, At(values[i].Value, example)) : binding)];
                Bits.AssertSame(Runs.Reference<T>(roots, alone), [.. together.Select(value => At(value, example))],
                    $"{typeof(T).Name}, example {example} of {size}:");
            }
        }
    }

    private static (Expr Variable, Tensor Value) Batched((Expr Variable, Tensor Value) one, int size)
    {
        var value = Batch(one.Value, size);
        return (Prelude.Variable($"{one.Variable}s", value.Type), value);
    }

    private static Tensor<T> Rotated<T>(Tensor<T> x, int size)
    {
        var count = x.Shape.Size;
        return Tensor.Generate(Shape.Of([size, .. x.Shape]), i => x.Elements[(i + (i / count)) % count]);
    }

    private static Tensor<T> Row<T>(Tensor<T> batch, int example)
    {
        var shape = batch.Shape.Without([0]);
        return Tensor.Of(shape, batch.Elements.AsSpan().Slice(example * shape.Size, shape.Size));
    }
}
