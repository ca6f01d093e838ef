namespace Autograd.Graph.Engine;

/// <summary>The cost of a run, known before it runs.</summary>
/// <param name="Flops">Operations on numbers: a multiply-add counts two, every other operation on an element
/// one.</param>
/// <param name="Bytes">Bytes that stages read from buffers and write to them; what stays inside a tile counts
/// nothing.</param>
/// <param name="PeakBytes">The memory of an execution, with constants and the scratch of its threads; 0 for a part of a
/// plan.</param>
public readonly record struct PlanCost(long Flops, long Bytes, long PeakBytes = 0)
{
    /// <summary>The cost of both, one after the other.</summary>
    public static PlanCost operator +(PlanCost left, PlanCost right) =>
        new(left.Flops + right.Flops, left.Bytes + right.Bytes, Math.Max(left.PeakBytes, right.PeakBytes));

    /// <summary>Both, one after the other.</summary>
    public static PlanCost Add(PlanCost left, PlanCost right) => left + right;
}
