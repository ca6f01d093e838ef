using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Randomness in a graph: keys are expressions of bits [2], and a draw is a pure function of its key.
/// </summary>
/// <example><code>
/// var key = Literal(Key.From(1));
/// var noise = key.FoldIn(0).Uniform([2, 3]);   // the numbers of Key.From(1).FoldIn(0).FillUniform
/// </code></example>
public static class RandomFunctions
{
    /// <summary>The key derived from a key for a number, as <see cref="Key.FoldIn(int)"/>.</summary>
    /// <param name="key">A key, bits [2]; or several, [..., 2].</param>
    /// <param name="data">The number.</param>
    public static Expr FoldIn(this Expr key, int data) => Expr.Apply(new FoldIn((uint)data), key);

    /// <summary>
    /// Numbers uniform in [0, 1), multiples of 2^-24. Use a key for one draw only: a graph with two is refused when it
    /// is compiled.
    /// </summary>
    /// <param name="key">A key, bits [2]; or several, [..., 2], for as many tensors.</param>
    /// <param name="shape">The shape of the result; behind the axes of the keys, if there are several.</param>
    public static Expr Uniform(this Expr key, Shape shape) => Expr.Apply(new Uniform(shape), key);
}
