using System.Collections.Immutable;
using System.Diagnostics;

namespace Autograd.Graph.Checking;

/// <summary>One check of a gradient at a point.</summary>
internal sealed class GradientCheck
{
    private readonly ImmutableArray<string> _paths;
    private readonly ImmutableArray<Expr> _variables;
    private readonly ImmutableArray<Tensor> _point;
    private readonly CheckOptions _options;
    private readonly Expr _scalar;
    private readonly ImmutableArray<int> _reals;
    private readonly ImmutableArray<Tensor<double>> _gradient;
    private readonly Evaluator _reverse;
    private readonly Line _line;
    private readonly Tolerance _tolerance;

    public GradientCheck(Expr y, ImmutableArray<string> paths, ImmutableArray<Expr> variables,
        ImmutableArray<Tensor> point, CheckOptions options)
    {
        (_paths, _variables, _point, _options) = (paths, variables, point, options);
        _scalar = y.Shape.Rank == 0 ? y : (y * (Expr)options.Key.FoldIn(1).Signed(y.Shape)).Sum();
        _reals = [.. Enumerable.Range(0, variables.Length).Where(i => variables[i].Kind == ElementKind.Real)];
        var gradient = _scalar.Gradient([.. Reals]);
        _reverse = new([_scalar, .. gradient], variables);
        _gradient = [.. _reverse.At(point)[1..].Select(value => (Tensor<double>)value)];
        _line = new(Held.At(_scalar, variables, point), variables, point);
        var largest =
            _gradient.SelectMany(part => part.Elements).Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        _tolerance = new(options.Absolute * Math.Min(1, largest == 0 ? 1 : largest), options.Relative);
    }

    private IEnumerable<Expr> Reals => _reals.Select(i => _variables[i]);

    /// <summary>Compares everything, and looks for the rule that is wrong where something differs.</summary>
    public GradientReport Run()
    {
        var directions =
            new DirectionChecks(_scalar, _variables, _point, _reals, _gradient, _line, _tolerance, _options);
        ImmutableArray<ParameterCheck> parameters =
            [.. _reals.Select((variable, i) => Compare(variable, _gradient[i]))];
        var search = new CulpritSearch(_tolerance, _options);
        var (wrong, operations) = search.Alone(_scalar, _variables, _point);
        var ways = directions.All();
        var report = new GradientReport(parameters, ways, wrong, operations, Timed(), directions.Remarks);
        return report.Differs && wrong is null ? report with { Culprit = search.In(_scalar, _variables, _point) }
            : report;
    }

    private ParameterCheck Compare(int variable, Tensor<double> gradient)
    {
        var shape = gradient.Shape;
        return new(_paths[variable], shape, [.. Places(variable, gradient).Select(element =>
        {
            var slope = _line.Along(variable, element, _tolerance.Times(0.01));
            var verdict = _tolerance.Compare(gradient.Elements[element], slope);
            return new CoordinateCheck(
                _paths[variable], shape.IndexOf(element), gradient.Elements[element], slope.Value, verdict);
        })]);
    }

    private IEnumerable<int> Places(int variable, Tensor<double> gradient)
    {
        var size = gradient.Shape.Size;
        if (size <= _options.SampledCoordinates
            || _reals.Sum(i => (long)_variables[i].Shape.Size) <= _options.AllCoordinates)
        {
            return Enumerable.Range(0, size);
        }

        var key = _options.Key.FoldIn(2).FoldIn(variable);
        var largest = Enumerable.Range(0, size).MaxBy(i => Math.Abs(gradient.Elements[i]));
        return Enumerable.Range(0, _options.SampledCoordinates).Select(i => key.Below(size, (ulong)i)).Append(largest)
            .Distinct().Order();
    }

    // The fastest of a few, since the first runs compile.
    private GradientTiming Timed()
    {
        var value = new Evaluator([_scalar], _variables);
        static TimeSpan Fastest(Evaluator evaluator, ImmutableArray<Tensor> point) => Enumerable.Range(0, 3).Min(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            evaluator.At(point);
            return Stopwatch.GetElapsedTime(start);
        });
        return new(
            Fastest(_reverse, _point), 2 * _gradient.Sum(part => (long)part.Shape.Size) * Fastest(value, _point));
    }
}
