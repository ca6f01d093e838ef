using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// An input of a graph, whose value an interpreter is given. Two variables are never the same, whatever their names.
/// </summary>
/// <param name="Label">The name in texts and messages.</param>
/// <param name="Declared">The type of the values it takes.</param>
public sealed record Variable(string Label, TensorType Declared) : Op
{
    private const int LongestName = 60;

    /// <inheritdoc/>
    public override string Name =>
        Label.Length == 0 ? "unnamed" : Label.Length <= LongestName ? Label : $"{Label[..(LongestName - 1)]}…";

    /// <inheritdoc/>
    public override bool HasIdentity => true;

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs) => Declared;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Always: only an interpreter's bindings give a variable a
    /// value.</exception>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) =>
        throw new InvalidOperationException(
            $"The variable {Name} {Declared} has no value: bind it, as in Evaluate(({Name}, value)).");
}
