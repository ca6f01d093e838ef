namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>A part of the sums of a filter gradient: a chunk of images, a group, and a block of its channels.</summary>
internal readonly record struct FilterGradientPart(int Chunk, int Group, int Block);

/// <summary>The distances between the sums of neighbouring chunks, groups, taps and filters.</summary>
internal readonly record struct ChunkLayout(nint Chunk, nint Group, nint Tap, nint Filter);
