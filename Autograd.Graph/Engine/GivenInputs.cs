using System.Collections.Immutable;

namespace Autograd.Graph.Engine;

/// <summary>Which inputs of an execution have been given a value.</summary>
/// <param name="reads">For each input whether a run reads elements of it.</param>
internal sealed class GivenInputs(ImmutableArray<bool> reads)
{
    private readonly bool[] _given = [.. reads.Select(read => !read)];
    private int _missing = reads.Count(read => read);

    /// <summary>Whether a run would read an input that has no value.</summary>
    public bool AreMissing => _missing > 0;

    /// <summary>Whether no input that a run reads has a value.</summary>
    public bool AreAllMissing => _missing == reads.Count(read => read);

    /// <summary>Marks an input as given.</summary>
    public void Add(int input)
    {
        if (!_given[input]) (_given[input], _missing) = (true, _missing - 1);
    }

    /// <summary>The error of a run that reads inputs without a value.</summary>
    /// <param name="describe">The name and type of an input.</param>
    public InvalidOperationException Error(Func<int, string> describe)
    {
        const int MostNamed = 5;
        var missing = Enumerable.Range(0, _given.Length).Where(input => !_given[input]).ToArray();
        var named = missing.Take(MostNamed).Select(input => $"input {input}, {describe(input)}");
        var others = missing.Length > MostNamed ? $", and {missing.Length - MostNamed} more" : "";
        return new($"Run: these inputs were never given: {string.Join("; ", named)}{others}.\n  fix: call "
            + $"Set({missing[0]}, value) or write to Input({missing[0]}) first, or GiveZeros() for a dry run");
    }
}
