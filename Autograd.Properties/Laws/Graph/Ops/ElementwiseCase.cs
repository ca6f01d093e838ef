using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// An elementwise op and what laws hold it against. One in a static property of any class is found by
/// <see cref="ElementwiseCases"/>.
/// </summary>
/// <param name="Op">The op.</param>
/// <param name="Value">The value at one element, written with System.Math.</param>
internal sealed record ElementwiseCase(Elementwise Op, Func<double[], double> Value)
{
    /// <summary>
    /// The partial derivative with respect to an input, at kinks and limits too; null for an op that has none of them.
    /// </summary>
    public Func<double[], int, double>? Partial { get; init; }

    /// <summary>Where the op changes its choice; null for an op that does not choose.</summary>
    public Func<double[], bool>? Changes { get; init; }

    /// <summary>Whether not even an infinity comes through from an input that is not chosen.</summary>
    public bool Chooses { get; init; }

    /// <summary>Where the inputs are sampled, if not at every number.</summary>
    public ImmutableArray<Domain> Domains { get; init; } = [];

    /// <summary>Where an input is sampled.</summary>
    public Domain DomainOf(int input) => input < Domains.Length ? Domains[input] : Domain.Real;
}
