using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Nn;

/// <summary>Which leaves of a model, or which of their elements, a transform is for.</summary>
public sealed record LeafMask
{
    private const int ShownPaths = 12;

    private LeafMask(ValueList<Expr> masks, Func<string, bool>? chosen) => (Masks, Chosen) = (masks, chosen);

    private ValueList<Expr> Masks { get; }

    private Func<string, bool>? Chosen { get; }

    /// <summary>The leaves that a record of the model's own shape says.</summary>
    /// <param name="mask">For each leaf 1 (it is meant), 0 (it is not), or a mask that broadcasts to it.</param>
    public static LeafMask Of<TModel>(TModel mask)
        where TModel : IParameterRecord<TModel> => new(mask.Leaves().Select(Checked).ToValueList(), null);

    /// <summary>The leaves whose paths, such as <c>Layers[0].Bias</c>, are chosen.</summary>
    /// <param name="chosen">Whether a leaf is meant, from its path.</param>
    public static LeafMask OfPaths(Func<string, bool> chosen)
    {
        ArgumentNullException.ThrowIfNull(chosen);
        return new(ValueList.Of<Expr>(), chosen);
    }

    /// <summary>A mask for each leaf of a model: 1, 0, or one that broadcasts to it.</summary>
    /// <exception cref="ArgumentException">The mask is of another structure, or no path of the model is
    /// chosen.</exception>
    internal ImmutableArray<Expr> Over<TModel>(TModel model)
        where TModel : IParameterRecord<TModel>
    {
        var leaves = model.Leaves();
        if (Chosen is null)
        {
            return Masks.Count == leaves.Length
                ? Masks.Items
                : throw new ArgumentException(
                    $"The mask has {Masks.Count} leaves, the model {leaves.Length}: a mask is a record of the model's "
                    + $"own shape.");
        }

        ImmutableArray<Expr> masks = [.. leaves.Select(leaf => (Expr)(Chosen(leaf.Path) ? 1 : 0))];
        return masks.Any(mask => Whole(mask) is true) ? masks : throw new ArgumentException(
            $"No leaf of the model has a path that was asked for. The paths are {Shown(leaves)}.");
    }

    /// <summary>
    /// Whether a mask is known to mean a leaf as a whole (true), nothing of it (false), or parts of it or what is not
    /// known (null).
    /// </summary>
    internal static bool? Whole(Expr mask)
    {
        while (mask.Op is BroadcastTo) mask = mask.Inputs[0];
        var written = mask is { Op: Literal, Kind: ElementKind.Real }
            || (mask.Shape.Rank == 0 && Settings.Known(mask) is not null);
        var elements = written ? mask.Evaluate<double>().Elements : [];
        return elements.IsEmpty ? null : elements.All(x => x != 0) ? true : elements.All(x => x == 0) ? false : null;
    }

    /// <summary>The paths of leaves, for a message.</summary>
    internal static string Shown(IReadOnlyCollection<Leaf> leaves) =>
        string.Join(", ", leaves.Take(ShownPaths).Select(leaf => leaf.Path))
        + (leaves.Count > ShownPaths ? $" and {leaves.Count - ShownPaths} more" : "");

    private static Expr Checked(Leaf leaf) => leaf.Value.Shape.Rank > 0 || Settings.Known(leaf.Value) is null or 0 or 1
        ? leaf.Value
        : throw new ArgumentException(
            FormattableString.Invariant($"The mask of {leaf.Path} is {Settings.Known(leaf.Value)}")
                + "; it is 1 for a leaf that is meant and 0 for one that is not.",
            nameof(leaf));
}
