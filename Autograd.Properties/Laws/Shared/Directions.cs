using Autograd.Graph;

namespace Autograd.Properties.Shared;

/// <summary>Random directions, cotangents and inner products with them.</summary>
internal static class Directions
{
    /// <summary>A tensor of numbers between −1 and 1 for each shape.</summary>
    public static ValueList<Tensor<double>> Random(IEnumerable<Shape> shapes, int seed)
    {
        var random = new Random(seed);
        return shapes.Select(shape => Tensor.Generate(shape, _ => (2 * random.NextDouble()) - 1)).ToValueList();
    }

    public static Tensor<double> Random(Shape shape, int seed) => Random([shape], seed)[0];

    public static double Inner(IEnumerable<Tensor<double>> a, IEnumerable<Tensor<double>> b) =>
        a.Zip(b, (x, y) => x.Elements.Zip(y.Elements, (p, q) => p * q).Sum()).Sum();

    /// <summary>The sum of the magnitudes of an inner product's terms: what its rounding is measured against.</summary>
    public static double InnerScale(IEnumerable<Tensor<double>> a, IEnumerable<Tensor<double>> b) =>
        1 + a.Zip(b, (x, y) => x.Elements.Zip(y.Elements, (p, q) => Math.Abs(p * q)).Sum()).Sum();

    /// <summary>Σ direction · x as a graph.</summary>
    public static Expr Inner(IEnumerable<Expr> x, IEnumerable<Tensor<double>> direction) =>
        x.Zip(direction, (part, d) => (part * (Expr)d).Sum()).Aggregate((Expr)0, (a, b) => a + b);
}
