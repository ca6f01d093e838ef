using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The output positions, row after row, in vectors: a table of the offsets of each vector's lanes in a phase. Lanes of
/// one row of output positions lie side by side, so a vector has one run for each row that it touches.
/// </summary>
internal sealed class OutputVectors<T>
    where T : unmanaged
{
    private OutputVectors(MatrixPanels<T> panels, int[] firstRun, int[] offsets, int[] lanes) =>
        (Panels, FirstRun, Offsets, Lanes) = (panels, firstRun, offsets, lanes);

    /// <summary>The division of output positions into vectors and panels of vectors.</summary>
    public MatrixPanels<T> Panels { get; }

    /// <summary>The first run of each vector, and at the end the number of runs.</summary>
    public int[] FirstRun { get; }

    /// <summary>The offset in a phase at which a loaded vector has the elements of a run in the run's lanes.</summary>
    public int[] Offsets { get; }

    /// <summary>The first lane of each run.</summary>
    public int[] Lanes { get; }

    /// <summary>The vectors of output positions in phases, for several images whose phases lie a pitch apart.</summary>
    public static OutputVectors<T> Of(Size2D outputs, ImagePhases phases, int images = 1, int pitch = 0)
    {
        var (area, panels) = (outputs.Area, MatrixPanels<T>.For(checked(images * outputs.Area)));
        (outputs, var rowLength) = phases.Runs(outputs);
        var (firstRun, offsets, lanes) = (new List<int>(), new List<int>(), new List<int>());
        for (var vector = 0; vector < panels.Vectors; vector++)
        {
            firstRun.Add(offsets.Count);
            var start = panels.Start(vector);
            for (var lane = 0; lane < Registers<T>.Width && start + lane < panels.Columns;)
            {
                var (image, position) = ((start + lane) / area, (start + lane) % area);
                var (row, column) = (position / outputs.Width, position % outputs.Width);
                offsets.Add(checked((image * pitch) + (row * rowLength) + column - lane));
                lanes.Add(lane);
                lane += outputs.Width - column;
            }
        }

        firstRun.Add(offsets.Count);
        return new(panels, [.. firstRun], [.. offsets], [.. lanes]);
    }
}
