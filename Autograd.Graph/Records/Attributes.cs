namespace Autograd.Graph;

/// <summary>
/// Marks a <c>partial record</c> of expressions, for which the generator writes <see cref="IParameterRecord{TSelf}"/>.
/// </summary>
/// <example><code>[ParameterRecord] public sealed partial record Affine(Expr Weight, Expr Bias);</code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ParameterRecordAttribute : Attribute;

/// <summary>Marks a field of a parameter record that is configuration, not a parameter: it is kept as it is.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class StaticAttribute : Attribute;
