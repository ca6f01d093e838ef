namespace Autograd.Graph;

/// <summary>
/// Marks an extension method that <see cref="Prelude"/> offers as a function too: <c>Tanh(x)</c> beside
/// <c>x.Tanh()</c>. The generator writes it, with the method's documentation.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InPreludeAttribute : Attribute;
