using System.Collections.Immutable;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>Nodes that one stage computes: elementwise nodes of one shape, or a single other node.</summary>
internal sealed class FusionGroup(ImmutableArray<Expr> nodes)
{
    /// <summary>The nodes, each after its inputs.</summary>
    public ImmutableArray<Expr> Nodes { get; } = nodes;

    /// <summary>The last node; the only one of a single node.</summary>
    public Expr Last => Nodes[^1];

    /// <summary>The values that the group reads; set when the group is scheduled.</summary>
    public ImmutableArray<Reading> Readings { get; set; } = [];

    /// <summary>
    /// Values that must be computed before this group, though it does not read them; set when the group is scheduled.
    /// </summary>
    public ImmutableArray<Expr> Barriers { get; set; } = [];

    /// <summary>The rows and columns of an elementwise group.</summary>
    public Grid Grid { get; set; }

    /// <summary>Whether the group is in the schedule, or waits there for the values that it reads.</summary>
    public bool IsScheduled { get; set; }
}

/// <summary>A value as a group reads it.</summary>
/// <param name="Input">The input as the graph has it.</param>
/// <param name="Source">The node whose buffer is read.</param>
/// <param name="Pattern">For an elementwise group, how the source is broadcast.</param>
/// <param name="Transposed">For a matrix product, whether the source holds the transpose.</param>
internal readonly record struct Reading(
    Expr Input, Expr Source, BroadcastPattern Pattern = BroadcastPattern.Full, bool Transposed = false);
