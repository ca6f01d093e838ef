using System.Collections.Immutable;

namespace Autograd.Nn.Checkpoints;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The tensors, in the order of the header.</param>
/// <param name="Metadata">Free text by name, e.g. the step and the date.</param>
public sealed record SafeTensorsFile(
    ImmutableArray<TensorEntry> Tensors, ImmutableSortedDictionary<string, string> Metadata);
