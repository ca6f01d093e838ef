using System.Collections.Immutable;

namespace Autograd.Graph.Checking;

/// <summary>Random weights, directions and places.</summary>
internal static class RandomTensors
{
    /// <summary>Numbers from −1 to 1, never near 0, where a wrong rule would hide.</summary>
    public static Tensor<double> Signed(this Key key, Shape shape)
    {
        var uniform = new double[shape.Size];
        key.FillUniform(uniform);
        return Tensor.Generate(shape, i => uniform[i] < 0.5 ? uniform[i] - 0.75 : uniform[i] - 0.25);
    }

    /// <summary>
    /// A direction for each variable, as long at each coordinate as that coordinate is large; null for indices.
    /// </summary>
    public static ImmutableArray<Tensor<double>?> Direction(this Key key, ImmutableArray<Tensor> point) =>
        [.. point.Select((value, i) => value is Tensor<double> x ? Scaled(key.FoldIn(i).Signed(x.Shape), x) : null)];

    /// <summary>Σ a · b over all tensors, and the sum of the magnitudes of its terms.</summary>
    public static (double Sum, double Scale) Inner(IEnumerable<Tensor<double>> a, IEnumerable<Tensor<double>?> b)
    {
        var (sum, scale) = (0.0, 0.0);
        foreach (var (x, y) in a.Zip(b))
        {
            for (var i = 0; y is not null && i < x.Elements.Length; i++)
            {
                sum += x.Elements[i] * y.Elements[i];
                scale += Math.Abs(x.Elements[i] * y.Elements[i]);
            }
        }

        return (sum, scale);
    }

    /// <summary>Σ weights · x as a graph.</summary>
    public static Expr Inner(IEnumerable<Expr> x, IEnumerable<Tensor<double>?> weights) =>
        x.Zip(weights).Where(pair => pair.Second is not null).Select(pair => (pair.First * (Expr)pair.Second!).Sum())
            .Aggregate((Expr)0, (a, b) => a + b);

    private static Tensor<double> Scaled(Tensor<double> direction, Tensor<double> x) =>
        Tensor.Generate(x.Shape, i => direction.Elements[i] * Line.Scale(x.Elements[i]));
}
