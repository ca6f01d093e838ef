using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>The loop of a filter gradient over the images of a chunk.</summary>
internal static unsafe class FilterGradientProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>
    /// Adds some images of a chunk to its sums, for one block of channels of a group. The first image of a chunk starts
    /// the sums.
    /// </summary>
    /// <param name="blocks">The blocking.</param>
    /// <param name="part">The chunk, the group and the block of channels.</param>
    /// <param name="first">The first image.</param>
    /// <param name="end">The image after the last.</param>
    /// <param name="x">All images.</param>
    /// <param name="y">All results.</param>
    /// <param name="sums">The sums of all chunks.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(
        FilterGradientBlocking<T> blocks, FilterGradientPart part, int first, int end, T* x, T* y, T* sums, T* scratch)
    {
        var shape = blocks.Shape;
        if (blocks.Groups is not null)
        {
            GroupedFilterGradientProduct<TLanes, TVector, T>.Sum(blocks, part.Group, (first, end), part.Chunk, x, y,
                sums + ((nint)part.Chunk * blocks.Sums), scratch);
            return;
        }

        nint group = part.Group;
        var (area, channel) = (shape.Geometry.Size.Area, part.Block * blocks.Channels);
        var taps = Math.Min(blocks.Channels, shape.Channels - channel) * area;
        var layout = blocks.Layout;
        sums += (part.Chunk * layout.Chunk) + (group * layout.Group) + ((nint)channel * area * layout.Tap);
        var (start, count) = (shape.FirstImage(part.Chunk),
            shape.FirstImage(part.Chunk + 1) - shape.FirstImage(part.Chunk));
        if (first == end) new Span<T>(sums, taps * blocks.FilterLanes.Row).Clear();
        if (!blocks.Phases.IsImage) blocks.Phases.Clear(scratch + blocks.BlockElements, blocks.Channels);
        for (nint image = first; image < end; image++)
        {
            var from = x + ((((image * shape.Groups) + group) * shape.Channels + channel) * shape.Image.Area);
            var results = y + (((image * shape.Groups) + group) * shape.Filters * shape.Output.Area);
            Image(blocks, ((int)image - start, count), from, results, taps, sums, scratch);
        }
    }

    private static void Image(FilterGradientBlocking<T> blocks, (int At, int Of) image, T* x, T* y, int taps, T* sums,
        T* scratch)
    {
        var phases = x;
        if (!blocks.Phases.IsImage)
        {
            phases = scratch + blocks.BlockElements;
            blocks.Phases.LayOut(x, phases, taps / blocks.Shape.Geometry.Size.Area);
        }

        FilterGradientLanesProduct<TLanes, TVector, T>.Image(blocks, image, phases, y, taps, sums, scratch);
    }
}
