using System.Text.RegularExpressions;

namespace Autograd.Properties.Fuzzing;

/// <summary>Small changes of a text by its tokens: what stands is cut, doubled, swapped and replaced.</summary>
internal static partial class TextMutations
{
    /// <summary>The text with one to three changes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Tokens of the language, and some that are none.</param>
    /// <param name="random">Where the choices come from.</param>
    internal static string Mutated(this string text, string[] words, Random random)
    {
        List<string> tokens = [.. Token().Matches(text).Select(match => match.Value)];
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(tokens, words, random);
        return string.Concat(tokens);
    }

    private static void Change(List<string> tokens, string[] words, Random random)
    {
        var (first, second) = (random.Next(tokens.Count + 1), random.Next(tokens.Count + 1));
        var (at, end) = (Math.Min(first, second), Math.Min(Math.Max(first, second), Math.Min(first, second) + 12));
        var word = words[random.Next(words.Length)];
        switch (random.Next(6))
        {
            case 0 when at < tokens.Count: tokens.RemoveAt(at); break;
            case 1: tokens.RemoveRange(at, end - at); break;
            case 2: tokens.InsertRange(end, tokens.GetRange(at, end - at)); break;
            case 3 when at < tokens.Count: tokens[at] = word; break;
            case 4 when at < tokens.Count
                && second < tokens.Count:
                (tokens[at], tokens[second]) = (tokens[second], tokens[at]); break;
            default: tokens.Insert(at, word); break;
        }
    }

    [GeneratedRegex("""[A-Za-z_]\w*|\d+|\s+|.""", RegexOptions.Singleline)]
    private static partial Regex Token();
}
