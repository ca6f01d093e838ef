namespace Autograd.Graph;

/// <summary>
/// Randomness in a graph: keys are expressions of bits [2], and a draw is a pure function of its key. Each
/// function stands in the file of its op under Ops/Random.
/// </summary>
/// <example><code>
/// var key = Literal(Key.From(1));
/// var noise = key.FoldIn(0).Uniform([2, 3]);   // the numbers of Key.From(1).FoldIn(0).FillUniform
/// </code></example>
public static partial class RandomFunctions;
