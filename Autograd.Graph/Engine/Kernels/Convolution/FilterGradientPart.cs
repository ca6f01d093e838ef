namespace Autograd.Graph.Engine.Kernels;

/// <summary>Which sums: of a chunk of images, a group, and a block of its channels.</summary>
internal readonly record struct FilterGradientPart(int Chunk, int Group, int Block);

/// <summary>
/// How the sums of chunks lie: from those of a chunk, a group, an element of a window, a filter to those of the next.
/// </summary>
internal readonly record struct ChunkLayout(nint Chunk, nint Group, nint Tap, nint Filter);
