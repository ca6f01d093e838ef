using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>The checks that operations on indices share.</summary>
internal static class Indexing
{
    public static void ExpectIndices(string operation, ImmutableArray<Expr> inputs, int input)
    {
        if (inputs[input].Kind == ElementKind.Index) return;
        throw ShapeException.For(operation, inputs, $"input {input} holds {inputs[input].Kind} elements, not indices", "give int labels, e.g. Literal(Tensor.Vector(3, 1, 4))");
    }

    public static void Check(string operation, int index, int length)
    {
        if ((uint)index < (uint)length) return;
        Throw(operation, index, length);
    }

    private static void Throw(string operation, int index, int length) =>
        throw new ArgumentOutOfRangeException(nameof(index), $"{operation}: the index {index} is not one of 0 to {length - 1}.");
}
