using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Autograd.Graph;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Oracle;

/// <summary>Expressions at points where mathematics gives no answer, or several.</summary>
/// <param name="Name">What they are about.</param>
/// <param name="Because">Why ours differs from PyTorch's at each of them; null where both have to agree.</param>
/// <param name="Cases">The expressions at their points.</param>
internal sealed record TorchConvention(string Name, string? Because, ImmutableArray<OracleCase> Cases)
{
    public static TorchConvention Agrees(string name, params IEnumerable<OracleCase>[] examples) =>
        Of(name, null, examples);

    public static TorchConvention Differs(string name, string because, params IEnumerable<OracleCase>[] examples) =>
        Of(name, because, examples);

    /// <summary>
    /// A function of x at some points, and PyTorch's expression of x for it; null for the same graph, node by node.
    /// </summary>
    public static IEnumerable<OracleCase> At(
        Tensor<double>[] points, string? torch, Func<Expr, Expr> f,
        [CallerArgumentExpression(nameof(f))] string text = "") =>
        points.Select(point =>
        {
            var x = Variable("x", point.Shape);
            return Case(f(x), torch, text["x => ".Length..], (x, point));
        });

    /// <summary>The same of x and y.</summary>
    public static IEnumerable<OracleCase> At(
        (Tensor<double> X, Tensor<double> Y)[] points, string? torch, Func<Expr, Expr, Expr> f,
        [CallerArgumentExpression(nameof(f))] string text = "") =>
        points.Select(point =>
        {
            var (x, y) = (Variable("x", point.X.Shape), Variable("y", point.Y.Shape));
            return Case(f(x, y), torch, text["(x, y) => ".Length..], (x, point.X), (y, point.Y));
        });

    public static Tensor<double>[] Nothing => [Tensor.Vector<double>()];

    public static Tensor<double>[] Points(params double[] x) => [.. x.Select(value => Tensor.Of<double>([], value))];

    public static Tensor<double>[] Vectors(params double[][] x) =>
        [.. x.Select(values => Tensor.Vector<double>(values))];

    public static (Tensor<double>, Tensor<double>)[] Pairs(params (double X, double Y)[] points) =>
        [.. points.Select(point => (Tensor.Of<double>([], point.X), Tensor.Of<double>([], point.Y)))];

    private static TorchConvention Of(string name, string? because, IEnumerable<OracleCase>[] examples) => new(
        name, because, [.. examples.SelectMany(cases => cases).Select(given =>
            given with { Name = name, Example = given.Example! with { Convention = name, Because = because } })]);

    private static OracleCase Case(Expr y, string? torch, string text, params (Expr X, Tensor<double> Value)[] at) =>
        new(
        text,
        [.. at.Select(point => point.X)],
        [.. at.Select(point => point.Value)],
        [.. at.Select(point => Tensor.Full(point.X.Shape, 1.0))],
        [y],
        y.Sum())
        {
            Example = new("", null, text, torch),
        };
}
