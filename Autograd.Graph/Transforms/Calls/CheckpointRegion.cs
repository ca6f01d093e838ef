using System.Collections.Immutable;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>One call of a checkpointed function, its graph in the place of the call.</summary>
/// <param name="outer">The call whose function this one stands in, if any.</param>
internal sealed class CheckpointRegion(CheckpointRegion? outer)
{
    public CheckpointRegion? Outer => outer;

    /// <summary>The nodes of the function's graph, those of calls within it included.</summary>
    public HashSet<Expr> Interior { get; } = [];

    /// <summary>The nodes whose cotangents enter the function in a reverse sweep.</summary>
    public ImmutableArray<Expr> Outputs { get; set; } = [];

    /// <summary>
    /// What is computed just before the function is needed again; null where the sweep does not pass.
    /// </summary>
    public Expr? Signal { get; set; }

    /// <summary>For each node of the interior, and of what it reads, the node that is computed later.</summary>
    public Dictionary<Expr, Expr> Copies { get; } = [];

    /// <summary>Whether this is a region or stands within it.</summary>
    public bool IsWithin(CheckpointRegion region)
    {
        for (var at = this; at is not null; at = at.Outer)
        {
            if (at == region) return true;
        }

        return false;
    }
}
