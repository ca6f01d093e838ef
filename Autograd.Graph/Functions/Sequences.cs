using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Sequences [n, channels, length] with windows on them: images of one row.</summary>
internal static class Sequences
{
    /// <summary>Sequences [n, c, l] as images [n, c, 1, l].</summary>
    public static Expr AsImages(Expr x) => x.Reshape(Shape.Of(x.Shape[0], x.Shape[1], 1, x.Shape[2]));

    /// <summary>The same, of what a function of sequences is given.</summary>
    /// <exception cref="ShapeException">They are not sequences.</exception>
    public static Expr Of(string name, Expr x, int length) =>
        x.Shape.Rank == 3 ? AsImages(x)
            : throw WindowErrors.NotSequences(name, [x], x.Shape, images: $"write {name}({length})");

    /// <summary>Images of one row as sequences again.</summary>
    public static Expr Back(Expr x) => x.Reshape(Shape.Of(x.Shape[0], x.Shape[1], x.Shape[3]));

    /// <summary>Windows of a length, with the usual values for what is not given.</summary>
    /// <exception cref="ShapeException">An argument has a height of its own.</exception>
    public static ConvolutionGeometry WindowsOf(
        string name, ImmutableArray<Expr> inputs, int length, Size2D? stride, Size2D? padding, Size2D? dilation) => new(
        (1, length),
        (1, Along(name, inputs, nameof(stride), stride ?? 1)),
        (0, Along(name, inputs, nameof(padding), padding ?? 0)),
        (1, Along(name, inputs, nameof(dilation), dilation ?? 1)));

    /// <summary>The one number of an argument.</summary>
    /// <exception cref="ShapeException">It has a height of its own, which would have no effect.</exception>
    public static int Along(string name, ImmutableArray<Expr> inputs, string argument, Size2D given) =>
        given.Height == given.Width
        ? given.Width
        : throw ShapeException.For(
            name,
            inputs,
            $"{argument} is {given}, and sequences [n, channels, length] have no height",
            $"give one number, that along the length: {argument}: {given.Width}");
}
