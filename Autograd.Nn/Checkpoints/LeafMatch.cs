using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn.Files;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>Which stored tensor each leaf of a record is, or all that does not fit.</summary>
internal static class LeafMatch
{
    /// <summary>The tensor of each leaf.</summary>
    /// <param name="file">The full path of the file, for errors.</param>
    /// <param name="tensors">The tensors that the file holds.</param>
    /// <param name="leaves">The leaves.</param>
    /// <param name="strict">Whether a tensor without a leaf is an error.</param>
    internal static Either<CheckpointError, ImmutableArray<StoredTensor>> Of(
        string file, ImmutableArray<StoredTensor> tensors, ImmutableArray<Leaf> leaves, bool strict)
    {
        var stored = tensors.ToDictionary(tensor => tensor.Name);
        Leaf[] missing = [.. leaves.Where(leaf => !stored.ContainsKey(leaf.Path))];
        Leaf[] different = [.. leaves.Where(leaf => stored.TryGetValue(leaf.Path, out var it) && !Fits(it, leaf))];
        var paths = leaves.Select(leaf => leaf.Path).ToHashSet();
        StoredTensor[] left = [.. tensors.Where(tensor => strict && !paths.Contains(tensor.Name))];
        if (missing.Length + different.Length + left.Length == 0)
            return leaves.Select(leaf => stored[leaf.Path]).ToImmutableArray();

        var others = Others(missing, different, left);
        return (different, missing) switch
        {
            ([var first, ..], _) => Error($"a tensor {Needed(first)}", $"{stored[first.Path]}{others}"),
            (_, [var first, ..]) => Error($"a tensor {Needed(first)}", $"none of that name{others}"),
            _ => Error(
                $"no tensors but those of the {leaves.Length} leaves (strict: false passes over others)",
                $"{left[0]} too{(left.Length == 1 ? "" : others)}"),
        };

        CheckpointError Error(string expected, string found) => new(file, CheckpointError.WholeFile, expected, found);
    }

    private static bool Fits(StoredTensor tensor, Leaf leaf) =>
        LeafStorage.Fits(tensor.Type, leaf.Value.Kind)
        && tensor.Shape.AsSpan().SequenceEqual(leaf.Value.Shape.Axes.AsSpan());

    private static string Needed(Leaf leaf) =>
        TensorEntry.Describe(leaf.Path, LeafStorage.Usual(leaf.Value.Kind).Stored(), leaf.Value.Shape.Axes);

    // Where more than the first does not fit: all of it by name, the file's leftovers beside what it lacks.
    private static string Others(Leaf[] missing, Leaf[] different, StoredTensor[] left)
    {
        if (missing.Length + different.Length + left.Length == 1) return "";
        (string Title, string[] Names)[] lists =
        [
            ("of another type or shape", [.. different.Select(leaf => leaf.Path)]),
            ("missing", [.. missing.Select(leaf => leaf.Path)]),
            ("left over", [.. left.Select(tensor => tensor.Name)]),
        ];
        var listed =
            from list in lists
            where list.Names.Length > 0
            select $"{list.Title}: {OneLine.Listed(list.Names)}";
        return $" ({string.Join("; ", listed)})";
    }
}
