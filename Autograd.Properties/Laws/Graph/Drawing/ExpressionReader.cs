using System.Globalization;
using Autograd.Graph;

namespace Autograd.Properties.Graph.Drawing;

/// <summary>
/// Reads the text of an arithmetic graph back: precedence climbing over + − * / &gt; &gt;=, unary minus and «where».
/// </summary>
internal sealed class ExpressionReader
{
    private static readonly Dictionary<string, (int Strength, Func<Expr, Expr, Expr> Make)> Signs = new()
    {
        [">"] = (1, (a, b) => a > b),
        [">="] = (1, (a, b) => a >= b),
        ["+"] = (2, (a, b) => a + b),
        ["-"] = (2, (a, b) => a - b),
        ["*"] = (3, (a, b) => a * b),
        ["/"] = (3, (a, b) => a / b),
    };

    private readonly Dictionary<string, Expr> _names;
    private readonly Dictionary<string, string> _definitions;

    private ExpressionReader(Dictionary<string, Expr> names, Dictionary<string, string> definitions) =>
        (_names, _definitions) = (names, definitions);

    public static Expr Read(string text, params ReadOnlySpan<Expr> variables)
    {
        var parts = text.Split(" where ");
        var definitions = parts.Skip(1).SelectMany(part => part.Split(", ")).Select(part => part.Split(" = "))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        return new ExpressionReader(variables.ToArray().ToDictionary(x => x.Op.Name), definitions).Whole(parts[0]);
    }

    private Expr Whole(string text)
    {
        var spaced = text.Replace("(", "( ", StringComparison.Ordinal).Replace(")", " )", StringComparison.Ordinal);
        var words = new Queue<string>(spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var expression = Infix(words, 0);
        return words.Count == 0 ? expression : throw new FormatException($"{words.Peek()} is left over in {text}");
    }

    private Expr Infix(Queue<string> words, int least)
    {
        var left = Prefix(words);
        while (words.TryPeek(out var sign) && Signs.TryGetValue(sign, out var meaning) && meaning.Strength >= least)
        {
            words.Dequeue();
            left = meaning.Make(left, Infix(words, meaning.Strength + 1));
        }

        return left;
    }

    private Expr Prefix(Queue<string> words)
    {
        var word = words.Dequeue();
        var negations = word.TakeWhile(c => c == '-').Count();
        var body = word[negations..];
        var operand = body == "(" ? Bracket(words) : Named(body);
        return Enumerable.Range(0, negations).Aggregate(operand, (x, _) => -x);
    }

    private Expr Bracket(Queue<string> words)
    {
        var inner = Infix(words, 0);
        return words.Dequeue() == ")" ? inner : throw new FormatException("a bracket is not closed");
    }

    private Expr Named(string word) =>
        _names.TryGetValue(word, out var known) ? known
        : _definitions.TryGetValue(word, out var definition) ? _names[word] = Whole(definition)
        : double.Parse(word, CultureInfo.InvariantCulture);
}
