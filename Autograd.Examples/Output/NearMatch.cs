using Autograd.Nn.Files;

namespace Autograd.Examples.Output;

/// <summary>What a mistyped word may have meant.</summary>
internal static class NearMatch
{
    private const int MostEdits = 2;

    // No known word is nearly so long, and the search takes time in proportion.
    private const int Longest = 100;

    /// <summary>The known word that is the fewest edits away; null if none is near.</summary>
    /// <param name="word">The word.</param>
    /// <param name="known">The known words.</param>
    public static string? Of(string word, IEnumerable<string> known) => word.Length > Longest ? null : known
        .Select(candidate => (Candidate: candidate, Edits: Edits(word, candidate)))
        .Where(match => match.Edits <= Math.Min(MostEdits, match.Candidate.Length / 2)
            || (word.Length > 2 && match.Candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
        .OrderBy(match => match.Edits)
        .Select(match => match.Candidate)
        .FirstOrDefault();

    /// <summary>What is said of a word that is none of those that are known.</summary>
    /// <param name="word">The word.</param>
    /// <param name="known">The known words.</param>
    public static string Unknown(string word, IReadOnlyList<string> known) => Of(word, known) is { } near
        ? $"there is no '{OneLine.Value(word)}'; did you mean '{near}'? (there are {string.Join(", ", known)})"
        : $"there is no '{OneLine.Value(word)}'; choose one of {string.Join(", ", known)}";

    /// <summary>How many letters must be put in, taken out or replaced to make one word of the other.</summary>
    /// <param name="a">One word.</param>
    /// <param name="b">The other.</param>
    public static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 0; j < b.Length; j++)
            {
                var replaced = diagonal + (char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]) ? 0 : 1);
                (diagonal, row[j + 1]) = (row[j + 1], Math.Min(replaced, 1 + Math.Min(row[j], row[j + 1])));
            }
        }

        return row[^1];
    }
}
