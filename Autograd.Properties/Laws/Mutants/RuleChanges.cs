using Autograd.Graph;

namespace Autograd.Properties.Mutants;

/// <summary>A change that can be made to a rule.</summary>
/// <param name="Name">What is changed, and where.</param>
/// <param name="Make">The rule's result with the change; null where it then gives none. It may throw a
/// <see cref="ShapeException"/>.</param>
internal readonly record struct RuleChange(string Name, Func<Expr?> Make);

/// <summary>
/// The ways in which a rule may be wrong, of the whole rule and of what it is given; <see cref="NodeChanges"/> has
/// those of one node.
/// </summary>
internal static class RuleChanges
{
    /// <summary>All changes of one use of a rule, whether or not they make a difference there.</summary>
    public static IEnumerable<RuleChange> Of(RuleUse use) => use.Result is { } result
        ? [.. OfWhole(result), .. OfGiven(use), .. OfNodes(use)]
        : use.Passed.Shape == use.Shape ? [new("passes on what it should stop", () => use.Passed)] : [];

    private static IEnumerable<RuleChange> OfWhole(Expr result) =>
    [
        new(NodeChanges.Negated, () => -result),
        new(NodeChanges.Doubled, () => 2 * result),
        new("dropped", () => null),
    ];

    // A rule that holds a factor constant is right to the first order and wrong to the second.
    private static IEnumerable<RuleChange> OfGiven(RuleUse use)
    {
        foreach (var (name, given) in use.Given)
        {
            if (given.Kind != ElementKind.Real) continue;
            if (use.Moves(given))
            {
                yield return new($"stops the gradient at {name}", () => use.With(given, given.StopGradient()));
            }

            if (given == use.Passed) continue;
            foreach (var (other, instead) in use.Given)
            {
                if (instead == use.Passed || instead == given || instead.Type != given.Type) continue;
                yield return new($"reads {other} for {name}", () => use.With(given, instead));
            }
        }
    }

    private static IEnumerable<RuleChange> OfNodes(RuleUse use) =>
        from at in use.Places()
        from change in NodeChanges.Of(at.Node)
        where !IsMask(at.Place) || change.Name is not (NodeChanges.Negated or NodeChanges.Doubled)
        select new RuleChange($"{change.Name} at {at.Place}", () => use.With(at.Node, change.Make()!));

    // A mask says where it is not 0, and stays that however it is scaled.
    private static bool IsMask(string place) => place.Contains("Where[0].", StringComparison.Ordinal);
}
