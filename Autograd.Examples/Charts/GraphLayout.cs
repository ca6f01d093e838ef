using System.Collections.Immutable;
using Autograd.Graph.Drawing;

namespace Autograd.Examples.Charts;

/// <summary>
/// Places for the marks of a diagram: layers from left to right, so that every arrow points to the right.
/// </summary>
/// <param name="Nodes">The middle of each mark; columns and rows count from 0, rows may be fractions.</param>
/// <param name="Edges">The places that each arrow goes through, both ends included.</param>
internal sealed record GraphLayout(ImmutableArray<Point> Nodes, ImmutableArray<ImmutableArray<Point>> Edges)
{
    private const int Sweeps = 12;

    /// <summary>The layout of a diagram. It depends on the diagram alone.</summary>
    public static GraphLayout Of(Diagram diagram)
    {
        var layer = Layers(diagram);
        // An arrow over several layers gets a place in each of them, so that it runs between the marks and not through
        // them.
        var layers = Enumerable.Range(0, layer.Max() + 1).Select(_ => new List<int>()).ToArray();
        for (var node = 0; node < layer.Length; node++) layers[layer[node]].Add(node);
        var (left, right) = (new List<List<int>>(), new List<List<int>>());
        void AddPlace()
        {
            left.Add([]);
            right.Add([]);
        }

        foreach (var _ in layer) AddPlace();
        ImmutableArray<ImmutableArray<int>> paths = [.. diagram.Edges.Select(edge =>
        {
            var path = new List<int> { edge.From };
            for (var between = layer[edge.From] + 1; between < layer[edge.To]; between++)
            {
                layers[between].Add(left.Count);
                path.Add(left.Count);
                AddPlace();
            }

            path.Add(edge.To);
            for (var i = 1; i < path.Count; i++)
            {
                right[path[i - 1]].Add(path[i]);
                left[path[i]].Add(path[i - 1]);
            }

            return path.ToImmutableArray();
        })];

        var row = Rows(layers, left, right);
        var column = new int[left.Count];
        for (var i = 0; i < layers.Length; i++) layers[i].ForEach(place => column[place] = i);
        Point At(int place) => new(column[place], row[place]);
        return new([.. Enumerable.Range(0, layer.Length).Select(At)],
            [.. paths.Select(path => path.Select(At).ToImmutableArray())]);
    }

    // Inputs stand at the left, as in the book; every other mark right of all that it needs.
    private static int[] Layers(Diagram diagram)
    {
        var layer = new int[diagram.Nodes.Length];
        foreach (var edge in diagram.Edges.OrderBy(edge => edge.To))
        {
            layer[edge.To] = Math.Max(layer[edge.To], layer[edge.From] + 1);
        }

        return layer;
    }

    // To the left and to the right in turn: each layer is sorted by where its neighbours are, and spread to rows of its
    // own.
    private static double[] Rows(List<int>[] layers, List<List<int>> left, List<List<int>> right)
    {
        var row = new double[left.Count];
        foreach (var layer in layers) Spread(layer, [.. layer.Select((_, i) => (double)i)], row);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var neighbours = sweep % 2 == 0 ? left : right;
            foreach (var layer in sweep % 2 == 0 ? layers : [.. layers.Reverse()])
            {
                double Wanted(int place) =>
                    neighbours[place].Count == 0 ? row[place] : neighbours[place].Average(other => row[other]);
                var sorted =
                    layer.Select(place => (place, wanted: Wanted(place))).OrderBy(pair => pair.wanted).ToArray();
                Spread([.. sorted.Select(pair => pair.place)], [.. sorted.Select(pair => pair.wanted)], row);
            }
        }

        var top = row.Min();
        return [.. row.Select(y => y - top)];
    }

    // The rows nearest to the wanted ones that are at least 1 apart: half from above, half from below.
    private static void Spread(List<int> places, double[] wanted, double[] row)
    {
        var (down, up) = (wanted.ToArray(), wanted.ToArray());
        for (var i = 1; i < down.Length; i++) down[i] = Math.Max(down[i], down[i - 1] + 1);
        for (var i = up.Length - 2; i >= 0; i--) up[i] = Math.Min(up[i], up[i + 1] - 1);
        for (var i = 0; i < places.Count; i++) row[places[i]] = (down[i] + up[i]) / 2;
    }
}
