using Autograd.Graph.Transforms;

namespace Autograd.Graph.Engine;

/// <summary>How a plan is made and runs. Only <see cref="Stable"/> changes bits of results.</summary>
public sealed record PlanOptions
{
    /// <summary>
    /// The most threads that take part, the caller's included. The default is the number of processors.
    /// </summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"A plan runs on 1 thread or more, not {value}.");
    } = Environment.ProcessorCount;

    /// <summary>Whether graphs are rewritten by the rules that keep every bit.</summary>
    public bool Rewrite { get; init; } = true;

    /// <summary>
    /// Whether compositions that overflow or cancel, such as log softmax(x), are computed in their stable forms
    /// (<see cref="Stabilize.Rules"/>): closer to the real numbers, but no longer the bits of the reference
    /// interpreter.
    /// </summary>
    /// <remarks>
    /// A derivative already in the graph stays the derivative of the composition; <see cref="Stabilize.Apply(Expr)"/>
    /// comes before <c>Gradient</c>. The training steps of Autograd.Nn see to that.
    /// </remarks>
    public bool Stable { get; init; }

    /// <summary>
    /// The most plans that a compiled function keeps, one for each set of shapes and static fields. A new plan replaces
    /// the one used longest ago, which is made again when its shapes come back. The default is 64.
    /// </summary>
    public int Plans
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(value), $"A compiled function keeps 1 plan or more, not {value}.");
    } = 64;

    /// <summary>The options where none are given.</summary>
    public static PlanOptions Default { get; } = new();
}
