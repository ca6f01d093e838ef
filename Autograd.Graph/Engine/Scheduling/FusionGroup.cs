using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>
/// Nodes that one instruction computes: a region of elementwise nodes of one shape, or a single other node.
/// </summary>
internal sealed class FusionGroup(ImmutableArray<Expr> nodes)
{
    /// <summary>The nodes, each after its inputs.</summary>
    public ImmutableArray<Expr> Nodes { get; } = nodes;

    /// <summary>The node of a unit of one, and the last of a region.</summary>
    public Expr Last => Nodes[^1];

    /// <summary>What the unit reads, with how each is seen; set when the unit is scheduled.</summary>
    public ImmutableArray<Reading> Readings { get; set; } = [];

    /// <summary>
    /// What must be computed before, though the unit does not read it; set when the unit is scheduled.
    /// </summary>
    public ImmutableArray<Expr> Waits { get; set; } = [];

    /// <summary>For a region, the rows and columns of its elements.</summary>
    public Grid Grid { get; set; }

    /// <summary>Whether it has its place in the schedule, or will have once what it reads has.</summary>
    public bool IsScheduled { get; set; }
}

/// <summary>A value as a unit reads it.</summary>
/// <param name="Input">The input as the graph has it.</param>
/// <param name="Source">The node whose buffer is read.</param>
/// <param name="Spread">For a region, how the source covers its elements.</param>
/// <param name="Transposed">For a matrix product, whether the source holds the transpose.</param>
internal readonly record struct Reading(
    Expr Input, Expr Source, BroadcastPattern Spread = BroadcastPattern.Full, bool Transposed = false);
