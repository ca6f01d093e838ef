using Autograd.Properties.Generators;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// Random graphs whose values cross the bounds of tiles and chunks, so that threads have work to share.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 6, StartSize = 40)]
public sealed class LargePlanLaws
{
    [Law]
    public void Many_short_rows_have_the_bits_of_the_reference(GraphCase graph) => Agree(graph, 2003, 17);

    [Law]
    public void Rows_as_long_as_a_few_tiles_have_them(GraphCase graph) => Agree(graph, 11, 3001);

    [Law]
    public void Rows_of_nearly_a_tile_have_them(GraphCase graph) => Agree(graph, 37, 1023);

    private static void Agree(GraphCase graph, int rows, int columns)
    {
        var (roots, bindings) = LargeGraphs.Of(graph, rows, columns);
        Runs.Agree(roots, bindings);
    }
}
