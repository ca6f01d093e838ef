using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine.Kernels.Pooling;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// Pooling and its derivatives by the plan, bit for bit: windows that overlap, skip or stick out, images of every
/// width, planes of several strips, numbers that compare oddly.
/// </summary>
public sealed class PoolingPlanLaws
{
    private const int Widest = 40;

    // Ties of every kind; NaN is rare, or it would be the largest nearly everywhere.
    private static readonly double[] Odd =
        [0, -0.0, 1, 1, 2.5, -1, double.PositiveInfinity, double.NegativeInfinity, double.NegativeInfinity];
    private static readonly double[] OddPassed =
        [0, -0.0, 1, -2.5, 0.1, 0.3, 1e-42, double.PositiveInfinity, double.NaN];

    /// <summary>Images, channels, height, width; size, stride, padding.</summary>
    public static TheoryData<int[], Size2D, Size2D, Size2D> Pools { get; } = new()
    {
        { [3, 5, 24, 24], 2, 2, 0 },
        { [2, 3, 7, 9], 2, 2, 0 },
        { [2, 2, 66, 70], 2, 2, 0 },
        { [2, 3, 2, 2], 2, 2, 0 },
        { [2, 3, 9, 8], 3, 2, 1 },
        { [2, 3, 9, 8], (2, 3), (1, 2), (1, 0) },
        { [1, 1, 5, 5], 5, 1, 2 },
        { [0, 3, 4, 4], 2, 2, 0 },
        { [3, 0, 4, 4], 2, 2, 0 },
        { [3, 2, 0, 4], 2, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Pools))]
    public void Pooling_and_its_derivatives_have_the_bits_of_the_reference(
        int[] images, Size2D size, Size2D stride, Size2D padding)
    {
        var x = (Variable: Prelude.Variable("x", Shape.Of(images)),
            Value: (Tensor)Tensor.Generate(Shape.Of(images), i => ((i * 7919 % 13) - 6) / 4.0));
        var y = x.Variable.MaxPool(size, stride, padding);
        var (g, t) = (Samples.Variable("g", y.Shape, 3), Samples.Variable("t", x.Variable.Shape, 4));
        var mean = x.Variable.AveragePool(size, stride, padding);
        var relu = x.Variable.Relu().MaxPool(size, stride, padding);
        Runs.Agree([y, y.Vjp(g.Variable, x.Variable), y.Jvp(x.Variable, t.Variable), mean,
            mean.Vjp(g.Variable, x.Variable), relu, relu.Vjp(g.Variable, x.Variable)], x, g, t);
    }

    [Fact]
    public void Ties_of_infinities_and_negative_zeros_and_NaNs_keep_their_bits()
    {
        double[] odd = [0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, 1, -1];
        var random = new Random(5);
        var x = (Variable: Prelude.Variable("x", [4, 3, 12, 10]),
            Value: (Tensor)Tensor.Generate([4, 3, 12, 10], _ => odd[random.Next(odd.Length)]));
        var y = x.Variable.MaxPool(2);
        var g = (Variable: Prelude.Variable("g", y.Shape),
            Value: (Tensor)Tensor.Generate(y.Shape, _ => odd[random.Next(odd.Length)]));
        var overlapping = x.Variable.MaxPool(3, 1, 1);
        Runs.Agree([y, y.Vjp(g.Variable, x.Variable), y.Jvp(x.Variable, x.Variable), overlapping,
            overlapping.Vjp(overlapping, x.Variable)], x, g);
    }

    /// <summary>Size, stride, padding and dilation.</summary>
    public static TheoryData<Size2D, Size2D, Size2D, Size2D> Laid { get; } = new()
    {
        { 3, 2, 0, 1 },
        { 3, 2, 1, 1 },
        { 3, 1, 1, 1 },
        { 2, 2, 1, 1 },
        { 2, 3, 0, 1 },
        { 2, 2, 0, 3 },
        { 3, 2, 2, 2 },
        { 5, 3, 2, 1 },
        { (3, 2), 2, (1, 0), 1 },
        { (1, 2), (3, 2), 0, 1 },
        { (2, 2), (3, 2), 0, 1 },
        { (2, 3), (1, 2), (1, 3), (2, 3) },
        { (1, 3), (2, 3), (0, 1), 1 },
    };

    [Theory]
    [MemberData(nameof(Laid))]
    public void Images_of_every_width_are_pooled_with_the_bits_of_the_reference(
        Size2D size, Size2D stride, Size2D padding, Size2D dilation)
    {
        var windows = new ConvolutionGeometry(size, stride, padding, dilation);
        var cases = Enumerable.Range(1, Widest).Where(width => windows.Over((7, width)).Width > 0)
            .Select(width => Pooled(windows, [2, 1, 7, width])).ToArray();
        Assert.InRange(cases.Length, Widest - 7, Widest);
        Runs.Agree([.. cases.SelectMany(one => one.Roots)], [.. cases.SelectMany(one => one.Bindings)]);
    }

    /// <summary>Images, channels, height, width; size, stride, padding and dilation.</summary>
    public static TheoryData<int[], Size2D, Size2D, Size2D, Size2D> InStrips { get; } = new()
    {
        { [1, 2, 65, 67], 3, 2, 1, 1 },
        { [2, 1, 61, 35], 3, 1, 0, 1 },
        { [1, 1, 71, 140], 2, 2, 0, 1 },
        { [1, 1, 70, 141], (2, 2), (3, 2), 0, 1 },
        { [1, 2, 45, 58], 3, (1, 2), 2, 2 },
        { [1, 1, 13, 43], 11, 1, 5, 1 },
    };

    [Theory]
    [MemberData(nameof(InStrips))]
    public void Planes_of_several_strips_are_pooled_with_the_bits_of_the_reference(
        int[] images, Size2D size, Size2D stride, Size2D padding, Size2D dilation)
    {
        var windows = new ConvolutionGeometry(size, stride, padding, dilation);
        var (roots, bindings) = Pooled(windows, Shape.Of(images));
        var lines = new PoolLines(PoolShape.Of("test", [bindings[0].Variable], windows));
        Assert.True(lines.StripRows < lines.Shape.Output.Height, "All is one strip: take a larger plane.");
        Runs.Agree(roots, bindings);
    }

    [Fact]
    public void Windows_that_show_nothing_of_an_image_give_no_number_and_pass_nothing()
    {
        var (roots, bindings) = Pooled(new((2, 3), 1, (2, 1), (3, 1)), [2, 3, 1, 5]);
        Assert.All(((Tensor<float>)Runs.Reference<float>(roots, bindings)[0]).Elements,
            number => Assert.Equal(float.NegativeInfinity, number));
        Runs.Agree(roots, bindings);
    }

    // The largest, and what becomes of a cotangent and of a tangent.
    private static (ImmutableArray<Expr> Roots, (Expr Variable, Tensor Value)[] Bindings) Pooled(
        ConvolutionGeometry windows, Shape images)
    {
        var x = Of("x", images, Odd, 1);
        var y = Expr.Apply(new MaxPool(windows), x.Variable);
        var (g, t) = (Of("g", y.Shape, OddPassed, 2), Of("t", images, OddPassed, 3));
        return ([y, y.Vjp(g.Variable, x.Variable), y.Jvp(x.Variable, t.Variable)], [x, g, t]);
    }

    private static (Expr Variable, Tensor Value) Of(string name, Shape shape, double[] numbers, int seed)
    {
        var random = new Random(seed + shape.Size);
        return (Prelude.Variable(name, shape),
            Tensor.Generate(shape, _ => random.Next(40) == 0 ? double.NaN : numbers[random.Next(numbers.Length)]));
    }
}
