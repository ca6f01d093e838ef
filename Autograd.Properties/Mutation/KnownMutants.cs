using System.Collections.Immutable;

namespace Autograd.Properties.Mutation;

/// <summary>
/// Mutants of dotnet-stryker that no test can or need notice, each with the reason. A line is known by its text, so
/// that it may move.
/// </summary>
internal static class KnownMutants
{
    /// <summary>File, what stands in the line, what the mutant puts there, and the reason.</summary>
    public static ImmutableArray<(string File, string Source, string Replacement, string Reason)> All { get; } =
    [
        ("Ops/Reductions/Max.cs", "return Spread(node, x) - x + (chosen", "Spread(node, x) - x - (chosen",
            "equal: of a branch expression only zeros and magnitudes matter"),
        ("Ops/Movement/Pad.cs", "Array.Fill(result, TNumbers.FromReal(0));", ";",
            "equal: an array of each of the number systems starts as zeros; a user's may not"),
        ("Ops/Indexing/ScatterAdd.cs", "Array.Fill(result, TNumbers.FromReal(0));", ";",
            "equal: an array of each of the number systems starts as zeros; a user's may not"),
        ("Ops/Windows/Col2Im.cs", "Array.Fill(sums, TNumbers.FromReal(0));", ";",
            "equal: an array of each of the number systems starts as zeros; a user's may not"),
        ("Ops/Windows/MaxPoolCotangent.cs", "Array.Fill(sums, TNumbers.FromReal(0));", ";",
            "equal: an array of each of the number systems starts as zeros; a user's may not"),
        ("Ops/Reductions/Reduction.cs", "for (var half = Lanes / 2;", "Lanes * 2",
            "equal: the rounds before the first have no lanes opposite"),
        ("Ops/Reductions/Reduction.cs", "for (var l = 0; l < half", "l <= half",
            "equal: lane `half` has been read already"),
        ("Transforms/Jacobians.cs", "return parameters.CountParameters() < y.Shape.Size", "<=",
            "performance: with as many rows as columns either way costs the same"),
        ("Transforms/NonzeroMask.cs", "private static ImmutableArray<Expr> Sources", "(false?[]",
            "equal: a number is known before its sources are asked for"),
        ("Transforms/NonzeroMask.cs", "a is null && b is null ? null", "(false?null",
            "equal: then a and b are the same, and the next line gives null too"),
    ];

    /// <summary>The reason for one that is listed, or null.</summary>
    public static string? ReasonFor(string file, string source, string replacement) => All.FirstOrDefault(known =>
        known.File == file && source.StartsWith(known.Source, StringComparison.Ordinal)
        && (known.Replacement == ";" ? replacement == ";"
            : replacement.Contains(known.Replacement, StringComparison.Ordinal))).Reason;
}
