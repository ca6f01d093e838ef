using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Kernels.Fused;

/// <summary>A buffer that a slot of a fused program reads or writes.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Buffer">The buffer.</param>
/// <param name="Pattern">How its elements belong to the elements of the group.</param>
/// <param name="IsTarget">Whether it is written.</param>
/// <param name="Elements">The number of its elements.</param>
internal readonly record struct FusedBuffer(
    int Slot, int Buffer, BroadcastPattern Pattern, bool IsTarget, int Elements);
