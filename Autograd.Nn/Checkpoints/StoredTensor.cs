using System.Collections.Immutable;

namespace Autograd.Nn.Checkpoints;

/// <summary>What a header says of a tensor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="Begin">Where its bytes begin, counted from the end of the header.</param>
/// <param name="End">Where they end.</param>
/// <param name="Offset">Where in the file its name stands, for errors.</param>
internal sealed record StoredTensor(
    string Name, StoredType Type, ImmutableArray<int> Shape, long Begin, long End, long Offset)
{
    /// <summary>The tensor as <c>Hidden.Weight: F32[784, 50]</c>.</summary>
    public override string ToString() => TensorEntry.Describe(Name, Type, Shape);
}

/// <summary>What a header says.</summary>
/// <param name="Tensors">The tensors, in the order of the header; their bytes tile the rest of the file.</param>
/// <param name="Metadata">Free text by name.</param>
internal sealed record StoredCheckpoint(
    ImmutableArray<StoredTensor> Tensors, ImmutableSortedDictionary<string, string> Metadata);
