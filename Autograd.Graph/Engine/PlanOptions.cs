namespace Autograd.Graph.Engine;

/// <summary>How a plan runs. None of it changes a bit of a result.</summary>
public sealed record PlanOptions
{
    /// <summary>How many threads take part, the caller's included: as many as there are processors, unless said.</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), $"A plan runs on 1 thread or more, not {value}.");
    } = Environment.ProcessorCount;

    /// <summary>Whether graphs are rewritten by the rules that keep every bit.</summary>
    public bool Rewrite { get; init; } = true;

    /// <summary>The usual way.</summary>
    public static PlanOptions Default { get; } = new();
}
