using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Graph;

namespace Autograd.Examples.Experiments;

/// <summary>A function of two numbers, seen from above.</summary>
/// <param name="f">From points [n, 2] to heights [n].</param>
/// <param name="x">The first coordinate, from and to.</param>
/// <param name="y">The second coordinate, from and to.</param>
internal sealed class Surface(Func<Expr, Expr> f, (double Min, double Max) x, (double Min, double Max) y)
{
    private const int Columns = 81;

    private readonly ImmutableArray<double> _xs = Between(x.Min, x.Max, Columns);
    private readonly ImmutableArray<double> _ys = Between(y.Min, y.Max, Columns);
    private ImmutableArray<double> _heights;

    /// <summary>Equally spaced numbers, both ends included.</summary>
    public static ImmutableArray<double> Between(double min, double max, int count) =>
        [.. Enumerable.Range(0, count).Select(i => min + ((max - min) * i / (count - 1)))];

    /// <summary>The heights on a grid, row by row.</summary>
    public ImmutableArray<double> Heights
    {
        get
        {
            if (_heights.IsDefault)
            {
                _heights = f(Tensor.Generate([_ys.Length * _xs.Length, 2], Coordinate)).Evaluate<double>().Elements;
            }

            return _heights;
        }
    }

    /// <summary>Lines at some heights.</summary>
    public Contours Contours(string name, params ImmutableArray<double> levels) => new(name, _xs, _ys, Heights, levels);

    /// <summary>
    /// Lines at heights that divide the surface into parts of equal size, so that flat and steep parts both show.
    /// </summary>
    public Contours EvenContours(string name, int count)
    {
        ImmutableArray<double> sorted = [.. Heights.Where(double.IsFinite).Order()];
        return Contours(name, sorted.IsEmpty ? []
            : [.. Enumerable.Range(1, count).Select(i => sorted[(sorted.Length - 1) * i / (count + 1)]).Distinct()]);
    }

    private double Coordinate(int index)
    {
        var (point, coordinate) = Math.DivRem(index, 2);
        return coordinate == 0 ? _xs[point % _xs.Length] : _ys[point / _xs.Length];
    }
}
