using System.Collections.Immutable;

namespace Autograd.Properties.Mutants;

/// <summary>The mutants whose rules give the same derivatives as the op's own, each with the reason.</summary>
internal static class EquivalentMutants
{
    public static ImmutableDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
        ["Relu.Vjp(input 0): reads the value for input 0"] = "max(x, 0) > 0 exactly where x > 0",
        ["Relu.Jvp(input 0): reads the value for input 0"] = "max(x, 0) > 0 exactly where x > 0",
        ["Max.Vjp(input 0): reads the value for input 0"] = Nothing,
        ["Max.Vjp(input 0): reads input 0 for the value"] = Nothing,
        ["Max.Jvp(input 0): reads the value for input 0"] = Nothing,
        ["Max.Jvp(input 0): reads input 0 for the value"] = Nothing,
        ["OptimizationBarrier.Jvp(input 0): stops the gradient at input 1"] = Order,
        ["OptimizationBarrier.Jvp(input 0): reads input 0 for input 1"] = Order,
        ["OptimizationBarrier.Jvp(input 0): reads the value for input 1"] = Order,
    }.ToImmutableDictionary();

    private const string Order = "what is waited for changes when a plan computes the tangent, and not its value";

    // Else the two differ in rank, and one cannot be read for the other.
    private const string Nothing = "it exists only where no axis is reduced, and there the value is the input";
}
