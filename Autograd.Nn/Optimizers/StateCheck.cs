using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Whether a state is one that an optimizer would start with: of the same leaves, shapes and parts.</summary>
internal static class StateCheck
{
    private const int ShownLeaves = 6;
    private const int ShownName = 120;

    /// <summary>Throws unless the state is of an optimizer's own form.</summary>
    /// <param name="state">The state.</param>
    /// <param name="optimizer">The optimizer that is to take it.</param>
    /// <param name="parameters">The model.</param>
    /// <exception cref="ArgumentException">The state is another optimizer's, or another model's; the first leaf that
    /// differs is named.</exception>
    public static void ExpectStateOf<TModel>(
        this OptimizerState<TModel> state, GradientTransform optimizer, TModel parameters)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(state);
        var start = optimizer.Start(parameters);
        if (start.IsLike(state)) return;
        var (own, given) = (start.Leaves(), state.Leaves());
        throw new ArgumentException(
            $"The state is not of the optimizer {Name(optimizer)}: {Difference(own, given)}. The optimizer keeps "
                + $"{Shown(own)}; the "
            + $"state is of an optimizer that keeps {Shown(given)}. Start anew with Start(parameters), or go on from "
                + $"a state of the same optimizer and model.",
            nameof(state));
    }

    private static string Difference(ImmutableArray<Leaf> own, ImmutableArray<Leaf> given)
    {
        for (var i = 0; i < Math.Max(own.Length, given.Length); i++)
        {
            if (i >= given.Length) return $"{own[i].Path} {own[i].Value.Type} is missing";
            if (i >= own.Length) return $"{given[i].Path} {given[i].Value.Type} is left over";
            if (own[i].Path != given[i].Path) return $"where {own[i].Path} should be, there is {given[i].Path}";
            if (own[i].Value.Type != given[i].Value.Type)
            {
                return $"{own[i].Path} is {given[i].Value.Type}, and not {own[i].Value.Type}";
            }
        }

        return "the parts of its chain, or static fields of the model, are others";
    }

    private static string Shown(ImmutableArray<Leaf> leaves) => leaves.Length == 0
        ? "nothing"
        : $"{string.Join(", ", leaves.Take(ShownLeaves).Select(leaf => leaf.Path))}"
            + $"{(leaves.Length > ShownLeaves ? $" and {leaves.Length - ShownLeaves} more" : "")}";

    private static string Name(GradientTransform optimizer)
    {
        var name = Written(optimizer);
        return name.Length > ShownName ? $"{name[..ShownName]}…" : name;
    }

    private static string Written(GradientTransform optimizer) => optimizer switch
    {
        Chain chain => $"Chain({string.Join(", ", chain.Parts.Select(Written))})",
        Masked masked => $"Masked({Written(masked.Inner)})",
        Groups groups => $"Groups({string.Join(", ", groups.Parts.Select(Written))})",
        _ => optimizer.GetType().Name,
    };
}
