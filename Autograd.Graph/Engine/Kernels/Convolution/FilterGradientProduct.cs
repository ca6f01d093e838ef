using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The loops of the gradient of a convolution's weights: images of a chunk.</summary>
internal static unsafe class FilterGradientProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>
    /// Some images of a chunk taken into its sums, for one block of channels of a group; the first of a chunk begins
    /// them.
    /// </summary>
    /// <param name="blocks">What is taken at once.</param>
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
        var lengths = blocks.Lengths;
        if (blocks.Groups is not null)
        {
            GroupedFilterGradientProduct<TLanes, TVector, T>.Sum(blocks, part.Group, (first, end), part.Chunk, x, y,
                sums + ((nint)part.Chunk * blocks.Sums), scratch);
            return;
        }

        nint group = part.Group;
        var (area, channel) = (lengths.Geometry.Size.Area, part.Block * blocks.Channels);
        var taps = Math.Min(blocks.Channels, lengths.Channels - channel) * area;
        var layout = blocks.Layout;
        sums += (part.Chunk * layout.Chunk) + (group * layout.Group) + ((nint)channel * area * layout.Tap);
        var (start, count) = (lengths.FirstImage(part.Chunk),
            lengths.FirstImage(part.Chunk + 1) - lengths.FirstImage(part.Chunk));
        if (first == end) new Span<T>(sums, taps * blocks.Across.Row).Clear();
        if (!blocks.Planes.IsImage) blocks.Planes.Clear(scratch + blocks.BlockElements, blocks.Channels);
        for (nint image = first; image < end; image++)
        {
            var from = x + ((((image * lengths.Groups) + group) * lengths.Channels + channel) * lengths.Image.Area);
            var results = y + (((image * lengths.Groups) + group) * lengths.Filters * lengths.Output.Area);
            Image(blocks, ((int)image - start, count), from, results, taps, sums, scratch);
        }
    }

    private static void Image(FilterGradientBlocking<T> blocks, (int At, int Of) image, T* x, T* y, int taps, T* sums,
        T* scratch)
    {
        var planes = x;
        if (!blocks.Planes.IsImage)
        {
            planes = scratch + blocks.BlockElements;
            blocks.Planes.LayOut(x, planes, taps / blocks.Lengths.Geometry.Size.Area);
        }

        FilterGradientLanesProduct<TLanes, TVector, T>.Image(blocks, image, planes, y, taps, sums, scratch);
    }
}
