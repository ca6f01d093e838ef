using System.Globalization;
using System.Text.RegularExpressions;

namespace Autograd.Properties.Fuzzing;

/// <summary>
/// An independent parser of formulas: two stacks, as Dijkstra's shunting yard, and texts instead of graphs.
/// </summary>
internal static partial class FormulaJudge
{
    private const int Sign = 3;

    /// <summary>The formula with every operation in parentheses; null where the text is none.</summary>
    internal static string? Print(string text)
    {
        var (values, operations) = (new Stack<string>(), new Stack<string>());
        var (at, wantsValue) = (0, true);
        while (Token().Match(text, at) is { Success: true } match)
        {
            at += match.Length;
            var token = Space().Replace(match.Groups[1].Value, "").Replace('−', '-').Replace('×', '*').Replace(
                '÷', '/');
            switch (token)
            {
                case "+" or "-" when wantsValue: operations.Push($"sign {token}"); break;
                case "+" or "-" or "*" or "/" or "^" when !wantsValue:
                    while (operations.TryPeek(out var top) && Binds(top, token)) Apply(values, operations.Pop());
                    operations.Push(token);
                    wantsValue = true;
                    break;
                case "(" when wantsValue: operations.Push(token); break;
                case ")" when !wantsValue:
                    while (operations.TryPeek(out var inner) && inner[^1] != '(') Apply(values, operations.Pop());
                    if (!operations.TryPop(out var open)) return null;
                    if (open.Length > 1) values.Push($"{open}{values.Pop()})");
                    break;
                case var name when wantsValue && char.IsAsciiLetter(name[0])
                    && name[^1] == '(':
                    operations.Push(name); break;
                case var value when wantsValue
                    && Value(value) is { } printed:
                    values.Push(printed); wantsValue = false; break;
                default: return null;
            }
        }

        if (wantsValue || !string.IsNullOrWhiteSpace(text[at..])) return null;
        while (operations.TryPop(out var last))
        {
            if (last[^1] == '(') return null;
            Apply(values, last);
        }

        return values.Single();
    }

    private static bool Binds(string top, string next) =>
        top[^1] != '(' && (next == "^" ? false : Rank(top) >= Rank(next));

    private static int Rank(string operation) =>
        operation switch { "+" or "-" => 1, "*" or "/" => 2, "^" => 4, _ => Sign };

    private static void Apply(Stack<string> values, string operation)
    {
        var right = values.Pop();
        if (operation.StartsWith("sign", StringComparison.Ordinal))
        {
            values.Push(operation == "sign -" ? $"(-{right})" : right);
            return;
        }

        var left = values.Pop();
        // Exponents that are written as 0 and 1 make no power.
        values.Push((operation, right) switch
        {
            ("^", "0") => "1",
            ("^", "1") => left,
            _ => $"({left} {operation} {right})",
        });
    }

    private static string? Value(string token) =>
        Variable().IsMatch(token)
            ? int.TryParse(token.AsSpan(1), CultureInfo.InvariantCulture, out var i) && i < 100 ? $"x{i}"
            : null
        : token.Any(char.IsAsciiDigit) && !char.IsAsciiLetter(token[0])
            && double.Parse(token, CultureInfo.InvariantCulture) is var number && double.IsFinite(number)
            ? $"{number:R}"
            : null;

    [GeneratedRegex(
        @"\G\s*((?:sin|cos|exp|log|sqrt|tanh|abs)(?![A-Za-z0-9])\s*\(|[A-Za-z][A-Za-z0-9]*"
        + @"|(?:[0-9]+\.?[0-9]*|\.[0-9]*)(?:[eE][+-]?[0-9]+)?|[-+*/^()−×÷])")]
    private static partial Regex Token();

    [GeneratedRegex(@"\s")]
    private static partial Regex Space();

    [GeneratedRegex("^x[0-9]+$")]
    private static partial Regex Variable();
}
