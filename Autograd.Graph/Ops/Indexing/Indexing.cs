using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>The checks that operations on indices share.</summary>
internal static class Indexing
{
    public static void ExpectIndices(string operation, ImmutableArray<Expr> inputs, int input)
    {
        if (inputs[input].Kind == ElementKind.Index) return;
        throw ShapeException.For(operation, inputs, $"input {input} holds {inputs[input].Kind} elements, not indices",
            "give int labels, e.g. Literal(Tensor.Vector(3, 1, 4))");
    }

    /// <summary>Throws unless an index is below a length.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="index">The index.</param>
    /// <param name="length">The length of what it is an index into.</param>
    /// <param name="at">The place of the index among all.</param>
    /// <param name="indices">What the indices are, in a plan, which knows.</param>
    public static void Check(string operation, int index, int length, nint at, string? indices = null)
    {
        if ((uint)index < (uint)length) return;
        Throw(operation, index, length, at, indices);
    }

    private static void Throw(string operation, int index, int length, nint at, string? indices) =>
        throw new ArgumentOutOfRangeException(
        nameof(index),
        $"{operation}: the index {index} is not "
            + $"{(length == 0 ? "of anything: there are no elements to choose from" : $"one of 0 to {length - 1}")}, "
            + $"at position {at}{Of(indices)}.");

    private static string Of(string? indices) => indices is null ? "" : $" of {indices}";
}
