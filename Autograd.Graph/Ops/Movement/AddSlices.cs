using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// Zeros to which each input is added at a slice of its own, in order: the gradient of several <see cref="Slice"/>s of
/// one node.
/// </summary>
/// <remarks>
/// Slices may overlap. It is the sum of a <see cref="Pad"/> of each input, in time and memory of the inputs together.
/// </remarks>
/// <param name="Shape">The shape of the result.</param>
/// <param name="Slices">Where each input goes: the slice of the result that has its shape.</param>
public sealed record AddSlices(Shape Shape, ValueList<Slice> Slices) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Shape}, {Slices.Count} slices";

    /// <inheritdoc/>
    public override bool IsLinear => true;

    /// <inheritdoc/>
    public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node);

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, Slices.Count);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (Slices[i].Within(Name, inputs, Shape) == inputs[i].Shape) continue;
            throw ShapeException.For(
                Name, inputs, $"slice {i} is {Slices[i].Lengths}, but its input is {inputs[i].Shape}",
                "give one input of each slice's shape");
        }

        return new(Shape);
    }

    /// <summary>Where the elements of one input are added.</summary>
    /// <param name="input">Which input.</param>
    public View Target(int input) => Slices[input].ViewOf(Shape);

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var result = new T[type.Shape.Size];
        Array.Fill(result, TNumbers.FromReal(0));
        for (var input = 0; input < inputs.Length; input++)
        {
            var x = (Tensor<T>)inputs[input];
            var target = Target(input);
            var place = new Odometer(x.Shape, target.Strides);
            for (var i = 0; i < x.Elements.Length; i++)
            {
                ref var sum = ref result[target.Offset + place.OffsetOf(i)];
                sum = TNumbers.Add(sum, x.Elements[i]);
            }
        }

        return Tensor.Of(type.Shape, result.ToImmutableArray());
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) => Expr.Apply(Slices[input], cotangent);

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) => Slices[input].Back(Shape, tangent);

    internal override Expr? Tangent(Expr node, ReadOnlySpan<Expr?> tangents) => Linear(node, tangents);

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => Expr.Apply(
        new AddSlices(Batching.Shape(size, Shape), Slices.Select(slice => slice.Batched(size)).ToValueList()),
        Batching.Whole(node, inputs, size).AsSpan());
}
