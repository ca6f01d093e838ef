using System.Collections.Immutable;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Checking;

/// <summary>A scalar graph near a point, with what tells when a step crosses a kink.</summary>
internal sealed class Line
{
    private const double LargestStep = 1.0 / 64;

    private readonly ImmutableArray<Tensor> _point;
    private readonly Evaluator _values;
    private readonly ImmutableArray<Tensor> _start;

    /// <param name="scalar">The scalar. What lies below a StopGradient moves too, unless it is
    /// <see cref="Held"/>.</param>
    /// <param name="variables">Its variables.</param>
    /// <param name="point">A value for each, in double where it is real.</param>
    public Line(Expr scalar, ImmutableArray<Expr> variables, ImmutableArray<Tensor> point)
    {
        _point = point;
        Scalar = Expansion.Of([scalar])[0];
        _values = new(
            [Scalar, .. Kinks.Branches([Scalar], [.. variables.Where(x => x.Kind == ElementKind.Real)])], variables);
        _start = _values.At(point);
    }

    /// <summary>The graph whose slopes are taken.</summary>
    public Expr Scalar { get; }

    /// <summary>
    /// Whether the point lies on a kink: the derivative there is a convention, which no other way to it shares.
    /// </summary>
    public bool StartsOnKink => _start.Skip(1).Any(branch => ((Tensor<double>)branch).Elements.Contains(0));

    /// <summary>
    /// The derivative along a direction: for each variable a tensor of its shape, or null where it does not move.
    /// </summary>
    public Slope Along(IReadOnlyList<Tensor<double>?> direction, Tolerance enough) =>
        Ridders.Derivative(t => At(direction, t), LargestStep, enough);

    /// <summary>The derivative along one coordinate.</summary>
    public Slope Along(int variable, int element, Tolerance enough)
    {
        var x = (Tensor<double>)_point[variable];
        var length = Scale(x.Elements[element]);
        var direction = new Tensor<double>?[_point.Length];
        direction[variable] = Tensor.Generate(x.Shape, i => i == element ? length : 0);
        var (value, error) = Along(direction, enough);
        return new(value / length, error / length);
    }

    /// <summary>How far a step of 1 goes at a coordinate: as far as the coordinate is large.</summary>
    public static double Scale(double x) => Math.Max(1, Math.Abs(x));

    private double? At(IReadOnlyList<Tensor<double>?> direction, double t)
    {
        var values =
            _values.At([.. _point.Select((x, i) => direction[i] is { } d ? Moved((Tensor<double>)x, d, t) : x)]);
        for (var i = 1; i < values.Length; i++)
        {
            if (Reaches((Tensor<double>)_start[i], (Tensor<double>)values[i])) return null;
        }

        return ((Tensor<double>)values[0]).ToScalar();
    }

    // A choice changes where its expression passes 0: a step that moves it by about its own size may have done so.
    private static bool Reaches(Tensor<double> before, Tensor<double> after)
    {
        for (var i = 0; i < before.Elements.Length; i++)
        {
            var (b, a) = (before.Elements[i], after.Elements[i]);
            if (b.Equals(a)) continue;
            if (!(Math.Abs(a - b) < 0.9 * Math.Abs(b))) return true;
        }

        return false;
    }

    private static Tensor<double> Moved(Tensor<double> x, Tensor<double> direction, double t) =>
        Tensor.Generate(x.Shape, i => x.Elements[i] + (t * direction.Elements[i]));
}
