namespace Autograd.Graph.Engine.Stages;

/// <summary>The work of a stage, known before it runs.</summary>
/// <param name="Flops">Operations on numbers: a multiply-add counts two, every other operation on an element
/// one.</param>
/// <param name="Bytes">Bytes that are read from buffers and written to them.</param>
internal readonly record struct StageCost(long Flops, long Bytes)
{
    /// <summary>The work of both stages.</summary>
    public static StageCost operator +(StageCost left, StageCost right) =>
        new(left.Flops + right.Flops, left.Bytes + right.Bytes);
}
