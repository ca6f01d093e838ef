namespace Autograd.Examples.Formulas;

/// <summary>A text is no formula: what is wrong, and where.</summary>
/// <param name="problem">What is wrong, e.g. <c>unexpected ')'</c>.</param>
/// <param name="position">The number of the character, from 1.</param>
/// <param name="text">The whole text.</param>
internal sealed class FormulaException(string problem, int position, string text) : Exception($"{problem} at {position} in {text}");
