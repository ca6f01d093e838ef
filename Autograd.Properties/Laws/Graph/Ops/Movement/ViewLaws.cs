using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// The ops that only move elements, and the functions over them that leave a node alone where they can.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class ViewLaws
{
    [Theory]
    [InlineData(nameof(Reshape))]
    [InlineData(nameof(Permute))]
    [InlineData(nameof(BroadcastTo))]
    [InlineData(nameof(Slice))]
    [InlineData(nameof(Im2Col))]
    public void Indices_and_bits_move_as_numbers_do(string op) => CaseCount.Check(
        40,
        Prop.ForAll(OpTable.Cases[op].Samples.ToArbitrary(), sample =>
        {
            var shape = sample.Inputs[0].Shape;
            Tensor<T> Moved<T>(Func<int, T> element) =>
                (Tensor<T>)Autograd.Graph.Reference.Interpreter.Evaluate<double, Autograd.Graph.Numerics.Real<double>>(
                [Expr.Apply(sample.Op, Tensor.Generate(shape, element))])[0];
            var numbers = Moved(i => (double)i).Elements;
            Assert.Equal(numbers, Moved(i => i).Elements.Select(i => (double)i));
            Assert.Equal(numbers, Moved(i => (uint)i).Elements.Select(i => (double)i));
        }));

    [Law]
    public void A_movement_that_changes_nothing_is_no_node(Shape shape)
    {
        var x = Variable("x", shape);
        Assert.Same(x, x.Reshape(shape));
        Assert.Same(x, x.BroadcastTo(shape));
        Assert.Same(x, x.Permute([.. Enumerable.Range(0, shape.Rank)]));
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            Assert.Same(x, x.Slice(axis, 0, shape[axis]));
            Assert.Same(x, x.Pad(axis, 0, 0));
        }
    }

    [Law]
    public void Padding_and_slicing_the_padding_off_gives_the_value_back(Tensor<double> value, byte before, byte after)
    {
        for (var axis = 0; axis < value.Shape.Rank; axis++)
        {
            var padded = ((Expr)value).Pad(axis, before % 4, after % 4);
            Assert.Equal(value, padded.Slice(axis, before % 4, value.Shape[axis]).Evaluate<double>());
        }
    }

    [Law]
    public void Slices_put_together_again_are_the_whole(Tensor<double> value)
    {
        for (var axis = 0; axis < value.Shape.Rank; axis++)
        {
            var parts = Enumerable.Range(0, value.Shape[axis]).Select(i => ((Expr)value).Slice(axis, i, 1)).ToList();
            if (parts.Count > 0) Assert.Equal(value, parts.Concatenate(axis).Evaluate<double>());
        }
    }

    [Law]
    public void A_negative_axis_counts_from_the_innermost(Tensor<double> value)
    {
        Expr x = value;
        for (var axis = 0; axis < value.Shape.Rank; axis++) Assert.Same(x.Sum(axis), x.Sum(axis - value.Shape.Rank));
    }

    [Law]
    public void Dot_takes_vectors_as_rows_and_columns_and_broadcasts_outer_axes(
        byte rows, byte inner, byte columns, int seed)
    {
        var (m, k, n) = (1 + (rows % 3), 1 + (inner % 3), 1 + (columns % 3));
        Tensor<double> Value(params int[] shape) => Directions.Random(Shape.Of(shape), seed + shape.Length);
        void Is(Shape shape, Func<int[], int, double> term, Expr actual) => Close.Tensors(
            "dot", Naive.Of(shape, to => Enumerable.Range(0, k).Sum(i => term(to, i))), actual.Evaluate<double>());
        var (a, b, left, right, many) = (Value(m, k), Value(k, n), Value(k), Value(k), Value(2, 3, m, k));
        Is([m, n], (to, i) => a[to[0], i] * b[i, to[1]], ((Expr)a).Dot(b));
        Is([n], (to, i) => left[i] * b[i, to[0]], ((Expr)left).Dot(b));
        Is([m], (to, i) => a[to[0], i] * right[i], ((Expr)a).Dot(right));
        Is([], (_, i) => left[i] * right[i], ((Expr)left).Dot(right));
        Is([2, 3, m, n], (to, i) => many[to[0], to[1], to[2], i] * b[i, to[3]], ((Expr)many).Dot(b));
        Is([2, 3, m], (to, i) => many[to[0], to[1], to[2], i] * right[i], ((Expr)many).Dot(right));
    }
}
