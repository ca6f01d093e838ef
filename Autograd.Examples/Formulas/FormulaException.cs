using Autograd.Nn.Files;

namespace Autograd.Examples.Formulas;

/// <summary>A text is no formula: what is wrong, and where.</summary>
/// <param name="problem">What is wrong, e.g. <c>unexpected ')'</c>.</param>
/// <param name="position">The number of the character, from 1.</param>
/// <param name="text">The whole text; the message shows what is around the position.</param>
internal sealed class FormulaException(string problem, int position, string text)
    : Exception($"{problem} at {position} in {OneLine.Of(Around(text, position - 1))}")
{
    private const int Shown = 40;

    private static string Around(string text, int at)
    {
        var (from, to) = (Math.Max(0, at - Shown), Math.Min(text.Length, at + Shown));
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }
}
