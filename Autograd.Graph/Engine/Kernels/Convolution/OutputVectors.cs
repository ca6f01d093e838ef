namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The places of windows, row after row, in vectors: where in a plane the lanes of each vector lie. Lanes of one row of
/// places lie side by side, so a vector is made of as many runs as it touches rows.
/// </summary>
internal sealed class OutputVectors<T>
    where T : unmanaged
{
    private OutputVectors(MatrixPanels<T> panels, int[] firstRun, int[] offsets, int[] lanes) =>
        (Panels, FirstRun, Offsets, Lanes) = (panels, firstRun, offsets, lanes);

    /// <summary>How the places are divided into vectors and panels of them.</summary>
    public MatrixPanels<T> Panels { get; }

    /// <summary>The first run of each vector, and behind them the number of all runs.</summary>
    public int[] FirstRun { get; }

    /// <summary>
    /// What to add to the address of a plane, so that loading a vector there puts the elements of a run into its lanes.
    /// </summary>
    public int[] Offsets { get; }

    /// <summary>The first lane of each run.</summary>
    public int[] Lanes { get; }

    /// <summary>
    /// The vectors of some places in planes, and of as many in those of each further image, which lie a pitch apart.
    /// </summary>
    public static OutputVectors<T> Of(Size2D places, ImagePhases planes, int images = 1, int pitch = 0)
    {
        var (area, panels) = (places.Area, MatrixPanels<T>.For(checked(images * places.Area)));
        (places, var rowLength) = planes.Runs(places);
        var (firstRun, offsets, lanes) = (new List<int>(), new List<int>(), new List<int>());
        for (var vector = 0; vector < panels.Vectors; vector++)
        {
            firstRun.Add(offsets.Count);
            var start = panels.Start(vector);
            for (var lane = 0; lane < MatrixPanels<T>.Width && start + lane < panels.Columns;)
            {
                var (image, place) = ((start + lane) / area, (start + lane) % area);
                var (row, column) = (place / places.Width, place % places.Width);
                offsets.Add(checked((image * pitch) + (row * rowLength) + column - lane));
                lanes.Add(lane);
                lane += places.Width - column;
            }
        }

        firstRun.Add(offsets.Count);
        return new(panels, [.. firstRun], [.. offsets], [.. lanes]);
    }
}
