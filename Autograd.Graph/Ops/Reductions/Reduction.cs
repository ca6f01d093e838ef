using System.Collections.Immutable;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>What a reduction makes of the elements along its axes.</summary>
public interface IReduction
{
    /// <summary>The result for no elements.</summary>
    static abstract T Empty<T, TNumbers>()
        where TNumbers : struct, IArithmetic<T>;

    /// <summary>The first element of a lane.</summary>
    static abstract T Start<T, TNumbers>(T x)
        where TNumbers : struct, IArithmetic<T>;

    /// <summary>Two partial results in one.</summary>
    static abstract T Combine<T, TNumbers>(T a, T b)
        where TNumbers : struct, IArithmetic<T>;
}

/// <summary>An operation that joins the elements along some axes, which the result no longer has.</summary>
/// <remarks>
/// The order is fixed and the same everywhere. The elements of the reduced axes, counted row by row, fall into blocks
/// of 512. In a block element i goes to lane i mod 16; then lanes are joined in halves, lane l with lane l + 8, l +
/// 4, l + 2, l + 1. The results of blocks are joined eight at a time, one after another, then these eight at a time,
/// and so on. The error of a sum therefore grows with the logarithm of its length.
/// </remarks>
/// <param name="Axes">The axes, counted from the outermost, ascending.</param>
/// <typeparam name="TDefinition">What is made of the elements.</typeparam>
public abstract record Reduction<TDefinition>(ValueList<int> Axes) : Op
    where TDefinition : struct, IReduction
{
    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node);

    /// <inheritdoc/>
    public sealed override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 1);
        var x = inputs[0].Shape;
        if (Axes.Any(axis => (uint)axis >= (uint)x.Rank)
            || Axes.Zip(Axes.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw ShapeException.For(Name, inputs, $"{Axes} are not axes of {x} in ascending order",
                $"use the function {Name}, which takes axes in any order");
        }

        return new(inputs[0].Shape.Without(Axes));
    }

    /// <inheritdoc/>
    public sealed override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var x = (Tensor<T>)inputs[0];
        var strides = x.Shape.Strides();
        var kept = new Odometer(type.Shape, [.. strides.Where((_, axis) => !Axes.Contains(axis))]);
        var reduced =
            new Odometer(Shape.Of([.. Axes.Select(axis => x.Shape[axis])]), [.. Axes.Select(axis => strides[axis])]);
        return Tensor.Generate(type.Shape, i => Join<T, TNumbers>(x.Elements, kept.OffsetOf(i), reduced));
    }

    /// <inheritdoc/>
    public sealed override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        Expr.Apply(this with { Axes = Batching.Shifted(Axes) }, inputs[0]);

    /// <summary>Brings a value of the result's shape back to the input's: repeated along the reduced axes.</summary>
    protected Expr Spread(Expr value, Expr x)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(x);
        return value.Reshape(x.Shape.Keeping(Axes)).BroadcastTo(x.Shape);
    }

    private static T Join<T, TNumbers>(ImmutableArray<T> elements, int offset, Odometer reduced)
        where TNumbers : struct, INumberSystem<T>
    {
        if (reduced.Count == 0) return TDefinition.Empty<T, TNumbers>();
        return SumTree.Sum(reduced.Count, InLanes, TDefinition.Combine<T, TNumbers>);

        T InLanes(int start, int end)
        {
            const int Lanes = SumTree.Lanes;
            var lanes = new T[Math.Min(Lanes, end - start)];
            for (var i = 0; i < end - start; i++)
            {
                var x = elements[offset + reduced.OffsetOf(start + i)];
                lanes[i % Lanes] =
                    i < Lanes ? TDefinition.Start<T, TNumbers>(x)
                        : TDefinition.Combine<T, TNumbers>(lanes[i % Lanes], x);
            }

            for (var half = Lanes / 2; half > 0; half /= 2)
            {
                for (var l = 0; l < half && l + half < lanes.Length; l++)
                {
                    lanes[l] = TDefinition.Combine<T, TNumbers>(lanes[l], lanes[l + half]);
                }
            }

            return lanes[0];
        }
    }
}
