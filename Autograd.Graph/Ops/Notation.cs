namespace Autograd.Graph.Ops;

/// <summary>An operator's sign: between two inputs, or before one.</summary>
/// <param name="Sign">The sign in texts.</param>
/// <param name="Strength">How tightly it binds: a sum 2, a product 3; a weaker input is put in parentheses.</param>
/// <param name="Drawn">The sign in drawings; null for the op's name.</param>
public readonly record struct Notation(string Sign, int Strength, string? Drawn = null);
