using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Jacobians, Hessians and their products on random graphs over every op.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 25, EndSize = 60)]
public sealed class JacobiansLaws
{
    [Law]
    public void A_Jacobian_is_its_rows_by_reverse_mode_and_its_columns_by_forward_mode(GraphCase graph)
    {
        var (y, all) = (graph.Outputs[^1], new Leaves(graph.Variables));
        var jacobian = y.Jacobian(all).All.Evaluate<double>(graph.Bindings);
        for (var i = 0; i < graph.Variables.Length; i++)
        {
            var x = graph.Variables[i];
            Assert.Equal(Shape.Of([.. y.Shape, .. x.Shape]), jacobian[i].Shape);
            var (rows, columns, scale) = (y.Shape.Size, x.Shape.Size, Close.Scale([jacobian[i]]));
            for (var r = 0; r < rows; r++)
            {
                var row = y.Vjp(Unit(y.Shape, r), x).Evaluate<double>(graph.Bindings);
                Close.Tensors($"row {r}", row, Tensor.Generate(x.Shape, c => jacobian[i].Elements[(r * columns) + c]),
                    1e-11, scale);
            }

            for (var c = 0; c < columns; c++)
            {
                var column = y.Jvp(x, Unit(x.Shape, c)).Evaluate<double>(graph.Bindings);
                Close.Tensors($"column {c}", column,
                    Tensor.Generate(y.Shape, r => jacobian[i].Elements[(r * columns) + c]), 1e-11, scale);
            }
        }
    }

    [Law(MaxTest = 15)]
    public void A_Jacobian_is_the_matrix_of_central_differences(GraphCase graph)
    {
        var (y, x) = (graph.Outputs[0], graph.Variables[0]);
        var jacobian = y.Jacobian(x).Evaluate<double>(graph.Bindings);
        for (var r = 0; r < y.Shape.Size; r++)
        {
            var element = (y * (Expr)Unit(y.Shape, r)).Sum();
            var differences = Oracles.Differences(Oracles.Frozen(element, graph.Bindings), x, graph.Bindings);
            var row = Tensor.Generate(x.Shape, c => jacobian.Elements[(r * x.Shape.Size) + c]);
            Close.Tensors($"row {r}", differences, row, 1e-5, Close.Scale([differences]));
        }
    }

    [Law]
    public void A_Hessian_is_symmetric_and_its_product_with_a_vector_is_the_Hessian_vector_product(
        GraphCase graph, int seed)
    {
        var x = graph.Variables[0];
        var v = Directions.Random(x.Shape, seed);
        var hessian = graph.Loss.Hessian(x).Evaluate<double>(graph.Bindings);
        var product = graph.Loss.HessianVectorProduct(x, v).Evaluate<double>(graph.Bindings);
        Assert.Equal(Shape.Of([.. x.Shape, .. x.Shape]), hessian.Shape);
        var (n, scale) = (x.Shape.Size, Close.Scale([hessian]));
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Close.Numbers(
                    $"H[{i}, {j}]", hessian.Elements[(i * n) + j], hessian.Elements[(j * n) + i], 1e-10, scale);
            }

            var sum = Enumerable.Range(0, n).Sum(j => hessian.Elements[(i * n) + j] * v.Elements[j]);
            Close.Numbers($"(Hv)[{i}]", sum, product.Elements[i], 1e-10, n * scale);
        }
    }

    [Law]
    public void A_Hessian_vector_product_over_a_record_is_the_gradient_of_the_slope_along_it(GraphCase graph, int seed)
    {
        var all = new Leaves(graph.Variables);
        var v = Directions.Random(graph.Variables.Select(x => x.Shape), seed);
        var product = graph.Loss.HessianVectorProduct(
            all, new Leaves([.. v.Select(d => (Expr)d)])).All.Evaluate<double>(graph.Bindings);
        var slope = Directions.Inner(graph.Loss.Gradient(graph.Variables.AsSpan()), v);
        var expected = slope.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        for (var i = 0; i < v.Count; i++)
        {
            Close.Tensors($"Hv for x{i}", expected[i], product[i], 1e-9, Close.Scale(expected));
        }
    }

    [Law(MaxTest = 15)]
    public void A_plan_has_the_bits_of_the_reference(GraphCase graph)
    {
        var x = graph.Variables[0];
        Runs.Agree([graph.Outputs[0].Jacobian(x), graph.Loss.Hessian(x),
            graph.Loss.HessianVectorProduct(x, Ones(x.Shape))], graph.Bindings);
    }

    [Fact]
    public void A_quadratic_form_has_its_symmetric_part_twice_as_Hessian_and_a_linear_map_itself_as_Jacobian()
    {
        var (x, a) = (Variable("x", [2]), Literal(Tensor.Of<double>([2, 2], 1, 2, 3, 4)));
        Assert.Equal(Tensor.Of<double>([2, 2], 2, 5, 5, 8), x.Dot(a).Dot(x).Hessian(x).Evaluate<double>());
        Assert.Equal(Tensor.Of<double>([2, 2], 1, 2, 3, 4), a.Dot(x).Jacobian(x).Evaluate<double>());
        Assert.Equal(
            Tensor.Of<double>([2, 2, 2], 0, 0, 0, 0, 0, 0, 0, 0), a.Dot(x).Jacobian(x).Jacobian(x).Evaluate<double>());
    }

    [Fact]
    public void Few_inputs_take_one_forward_pass_and_many_one_reverse_pass()
    {
        var (few, many) = (Variable("few", [2]), Variable("many", [50]));
        var tall = (few.Reshape(2, 1) * Literal(Tensor.Full([2, 50], 1.5))).Tanh().Jacobian(few);
        var wide = many.Tanh().Sum().Jacobian(many);
        Assert.Equal(Shape.Of(2, 50, 2), tall.Shape);
        Assert.Contains(Topology.InOrder([tall]), node => node.Op is OneHot { Classes: 2 });
        Assert.Contains(Topology.InOrder([wide]), node => node.Op is OneHot { Classes: 1 });
    }

    [Fact]
    public void What_has_no_Hessian_or_Jacobian_is_refused()
    {
        var x = Variable("x", [2]);
        Assert.Contains("a Hessian is of a real scalar, not of Real[2]",
            Assert.Throws<ShapeException>(() => x.Hessian(x)).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => x.HessianVectorProduct(x, x));
        Assert.Throws<ShapeException>(() => x.ArgMax().Jacobian(x));
        Assert.Throws<ShapeException>(() => x.Sum().HessianVectorProduct(x, Ones([3])));
        Assert.Throws<ArgumentException>(() => x.Sum().HessianVectorProduct(new Leaves([x]), new Leaves([x, x])));
    }

    private static Tensor<double> Unit(Shape shape, int at) => Tensor.Generate(shape, i => i == at ? 1.0 : 0);
}
