using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The loops of a <see cref="ConvolutionAsGemm"/> with filters in lanes: images, panels of filters, and strips of
/// output positions.
/// </summary>
internal static unsafe class FilterLanesProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Computes one image and one group.</summary>
    /// <param name="blocks">The blocking.</param>
    /// <param name="source">The channels of the group.</param>
    /// <param name="weights">Its weights, laid out.</param>
    /// <param name="target">Its rows of the result.</param>
    /// <param name="plane">The distance between these rows.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image(
        ConvolutionAsGemmBlocking<T> blocks, T* source, T* weights, T* target, nint plane, T* scratch)
    {
        var (gemm, filterLanes) = (blocks.Gemm, blocks.FilterLanes!.Value);
        var phases = source;
        if (!gemm.Phases.IsImage)
        {
            phases = scratch + blocks.PanelElements;
            gemm.Phases.LayOut(source, phases, gemm.Channels);
        }

        var (outputs, strip) = (gemm.Outputs, FilterLanesBlocking<T>.StripRows(gemm.Outputs));
        nint taps = blocks.AllTaps;
        var waiting = scratch + blocks.PanelElements + blocks.PhaseElements;
        for (var panel = 0; panel < filterLanes.Panels; panel++)
        {
            var vectors = Math.Min(filterLanes.Vectors, filterLanes.AllVectors - (panel * filterLanes.Vectors));
            nint width = vectors * TLanes.Count, first = panel * filterLanes.Vectors * TLanes.Count;
            var rows = (int)Math.Min(width, gemm.Rows - first);
            for (var y = 0; y < outputs.Height; y += strip)
            {
                var height = Math.Min(strip, outputs.Height - y);
                Strip(blocks, phases + ((nint)y * gemm.Phases.Size.Width), weights + (first * taps), vectors,
                    height, scratch, waiting);
                FilterTransposition.ToPlanes(scratch, width, target + (first * plane) + ((nint)y * outputs.Width),
                    plane, rows, height * outputs.Width);
            }
        }
    }

    // A strip of rows of output positions, one block of taps after another: their weights stay in the first-level
    // cache.
    private static void Strip(
        ConvolutionAsGemmBlocking<T> blocks, T* image, T* weights, int vectors, int height, T* target,
        T* waiting)
    {
        nint width = vectors * TLanes.Count, row = blocks.Gemm.Outputs.Width * width;
        var sums = new SumSlots<TLanes, TVector, T>(target, height * row, waiting, 1, height * row);
        fixed (int* taps = blocks.Taps)
        {
            for (var tap = 0; tap < blocks.AllTaps;)
            {
                var step = SumStep.At(blocks.AllTaps, tap, SumTree.Block);
                for (nint y = 0; y < height; y++)
                {
                    var pixels = image + (y * blocks.Gemm.Phases.Size.Width);
                    Row(blocks, pixels, taps + tap, step, weights + (tap * width), vectors,
                        sums.At(step.To) + (y * row));
                }

                sums.Join(step);
                tap = step.End;
            }
        }
    }

    private static void Row(
        ConvolutionAsGemmBlocking<T> blocks, T* image, int* taps, in SumStep step, T* weights, int vectors,
        T* target)
    {
        switch (vectors)
        {
            case 1: Row<Row1<TLanes, TVector, T>>(blocks, image, taps, step, weights, 1, target); break;
            case 2: Row<Row2<TLanes, TVector, T>>(blocks, image, taps, step, weights, 2, target); break;
            case 3: Row<Row3<TLanes, TVector, T>>(blocks, image, taps, step, weights, 3, target); break;
            default: Row<Row4<TLanes, TVector, T>>(blocks, image, taps, step, weights, 4, target); break;
        }
    }

    // The last tile of a row starts early and computes some output positions again. Those must not be added twice.
    private static void Row<TRow>(ConvolutionAsGemmBlocking<T> blocks, T* image, int* taps, in SumStep step, T* weights,
        int vectors, T* target)
        where TRow : struct, IRow<TRow, T>
    {
        var (width, tile) = (blocks.Gemm.Outputs.Width, blocks.FilterLanes!.Value.Outputs);
        nint row = vectors * TLanes.Count;
        var last = stackalloc T[step.Adds && width % tile != 0 ? tile * (int)row : 0];
        for (var x = 0; x < width; x += tile)
        {
            nint start = Math.Min(x, width - tile), again = x - start;
            if (!step.Adds)
            {
                Tile<TRow, Replace<TRow, T>>(tile, image + start, taps, step.Length, weights, target + (start * row),
                    row);
            }
            else if (again == 0)
            {
                Tile<TRow, AddTo<TRow, T>>(tile, image + start, taps, step.Length, weights, target + (start * row),
                    row);
            }
            else
            {
                Tile<TRow, Replace<TRow, T>>(tile, image + start, taps, step.Length, weights, last, row);
                SumSlots<TLanes, TVector, T>.Add(last + (again * row), target + (x * row), (tile - again) * row);
            }
        }
    }

    private static void Tile<TRow, TStore>(
        int outputs, T* image, int* taps, nint depth, T* weights, T* target, nint row)
        where TRow : struct, IRow<TRow, T>
        where TStore : struct, IStore<TRow, T>
    {
        var edge = row - TLanes.Count;
        switch (outputs)
        {
            case 4: FilterLanesTiles<TRow, TStore, T>.Outputs4(image, taps, depth, weights, edge, target, row); break;
            case 5: FilterLanesTiles<TRow, TStore, T>.Outputs5(image, taps, depth, weights, edge, target, row); break;
            case 6: FilterLanesTiles<TRow, TStore, T>.Outputs6(image, taps, depth, weights, edge, target, row); break;
            case 7: FilterLanesTiles<TRow, TStore, T>.Outputs7(image, taps, depth, weights, edge, target, row); break;
            case 8: FilterLanesTiles<TRow, TStore, T>.Outputs8(image, taps, depth, weights, edge, target, row); break;
            case 12:
                FilterLanesTilesWide<TRow, TStore, T>.Outputs12(image, taps, depth, weights, edge, target, row);
                break;
            default:
                FilterLanesTilesWide<TRow, TStore, T>.Outputs14(image, taps, depth, weights, edge, target, row);
                break;
        }
    }
}
