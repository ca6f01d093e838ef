using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>An ill-shaped expression throws where it is written, and its message teaches.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)])]
public sealed class ShapeErrorLaws
{
    private static readonly Expr Weight = Variable("weight", [784, 50]);
    private static readonly Expr Bias = Variable("bias", [50]);
    private static readonly Expr Input = Variable("input", [100, 28]);
    private static readonly Expr Score = Variable("score", [100, 10]);
    private static readonly Expr Labels = Variable("labels", new TensorType([99], ElementKind.Index));

    /// <summary>
    /// A wrong expression and what its message must name: the operation, the shapes, the variables, a fix.
    /// </summary>
    public static TheoryData<string, Func<Expr>, string[]> Wrong { get; } = new()
    {
        { "Dot", () => Input.Dot(Weight),
            ["Dot", "[100, 28]", "[784, 50]", "input", "weight", "28 columns", "784 rows"] },
        { "Dot, transposed", () => Weight.Dot(Variable("x", [10, 50])), ["Dot", "weight", "Transpose()"] },
        { "Dot of a scalar", () => Weight.Dot(2), ["Dot", "weight", "[784, 50]", "with *"] },
        { "Dot of outer axes", () => Variable("p", [2, 3, 4]).Dot(Variable("q", [5, 4, 3])),
            ["Dot", "[2, 3, 4]", "[5, 4, 3]", "p", "q", "broadcast"] },
        { "Add", () => Input + Bias, ["Add", "[100, 28]", "[50]", "input", "bias", "reshape"] },
        { "Multiply", () => Weight * Score, ["Multiply", "[784, 50]", "[100, 10]", "weight", "score"] },
        { "Maximum", () => Input.Maximum(Bias), ["Maximum", "[100, 28]", "[50]", "input", "bias"] },
        { "Where", () => Where(Input > 0, Weight, 0), ["Where", "[100, 28]", "[784, 50]", "weight"] },
        { "Reshape", () => Bias.Reshape(7, 7), ["Reshape", "[50]", "[7, 7]", "bias", "49"] },
        { "Reshape with an open axis", () => Bias.Reshape(7, -1), ["Reshape", "[50]", "[7, -1]", "bias", "divide"] },
        { "BroadcastTo", () => Bias.BroadcastTo([50, 10]), ["BroadcastTo", "[50]", "[50, 10]", "bias"] },
        { "Permute", () => Weight.Permute(0, 0), ["Permute", "[784, 50]", "[0, 0]", "weight", "0 to 1"] },
        { "Slice", () => Bias.Slice(0, 45, 10), ["Slice", "[50]", "bias", "0 to 49", "10 from 45"] },
        { "Pad", () => Bias.Pad(0, -1, 0), ["Pad", "[50]", "bias", "[-1]"] },
        { "Concatenate", () => new[] { Input, Score }.Concatenate(),
            ["Concatenate", "[100, 28]", "[100, 10]", "input", "score"] },
        { "Concatenate scalars", () => Expr.Apply(new Concatenate(0), Variable("s"), Variable("t")),
            ["Concatenate", "s", "t", "reshape"] },
        { "Gather by reals", () => Weight.Gather(Bias), ["Gather", "weight", "bias", "[50]", "int"] },
        { "ScatterAdd", () => Expr.Apply(new ScatterAdd(0, 5), Bias, Labels),
            ["ScatterAdd", "[50]", "[99]", "bias", "labels"] },
        { "OneHot of reals", () => Bias.OneHot(10), ["OneHot", "bias", "int"] },
        { "ArgMax over nothing", () => Variable("empty", [3, 0]).ArgMax(), ["ArgMax", "empty", "[3, 0]"] },
        { "Reals of indices", () => Labels + 1, ["Add", "labels", "Index", "ToReal"] },
        { "Cross-entropy, rows", () => Score.SoftmaxCrossEntropy(Labels),
            ["CrossEntropy", "[100, 10]", "[99]", "score", "labels", "one label for each row"] },
        { "Cross-entropy, rank", () => Variable("cube", [2, 3, 4]).SoftmaxCrossEntropy(Score),
            ["CrossEntropy", "[2, 3, 4]", "cube", "[n, classes]"] },
        { "Gradient of a matrix", () => Weight.Gradient(Weight), ["Gradient", "[784, 50]", "weight", "Sum()"] },
        { "Gradient by labels", () => Weight.Sum().Gradient(Labels), ["Gradient", "labels", "Index"] },
        { "Vjp", () => Weight.Vjp(Bias.Reshape(50, 1), Weight), ["Vjp", "cotangent", "[50, 1]", "[784, 50]", "bias"] },
        { "Jvp", () => Weight.Sum().Jvp(Weight, Bias.Reshape(50, 1)),
            ["Jvp", "tangent", "[50, 1]", "[784, 50]", "bias", "weight"] },
        { "An outer product", () => Variable("a", [50_000, 1]) * Variable("b", [1, 50_000]),
            ["Multiply", "[50000, 50000]", "a, [50000, 1]", "b, [1, 50000]", "parts"] },
        { "A product of matrices", () => Variable("a", [50_000, 1]).Dot(Variable("b", [1, 50_000])),
            ["Dot", "[50000, 50000]", "a, [50000, 1]"] },
        { "A long concatenation", () => new[] {
            Variable("a", [2_000_000_000]), Variable("b", [2_000_000_000]) }.Concatenate(), ["Concatenate", "a", "b"] },
        { "Wide padding", () => Variable("a", [2_000_000_000]).Pad(0, 1_000_000_000, 0), ["Pad", "a, [2000000000]"] },
        { "Concatenate scalars by the function", () => new[] { Variable("s"), Variable("t") }.Concatenate(),
            ["Concatenate", "s", "t", "Reshape(1)"] },
        { "Concatenate nothing", () => Array.Empty<Expr>().Concatenate(), ["Concatenate", "at least one"] },
        { "OneHot of no classes", () => Labels.OneHot(0), ["OneHot", "labels", "1 or more"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_message_names_the_operation_the_shapes_the_variables_and_a_fix(
        string what, Func<Expr> expression, string[] parts)
    {
        var message = Assert.Throws<ShapeException>(expression).Message;
        Assert.All(parts.Append("fix: "), part =>
            Assert.True(message.Contains(part, StringComparison.Ordinal), $"{what}: «{part}» is not in\n{message}"));
    }

    [Law]
    public void Shapes_that_broadcast_do_to_the_shape_that_numpy_gives(BroadcastPair pair)
    {
        var (a, b) = (Variable("a", pair.Left), Variable("b", pair.Right));
        Assert.Equal(pair.Joined, (a + b).Shape);
        Assert.Equal(pair.Joined, (b * a).Shape);
    }

    [Law]
    public void Shapes_that_differ_in_an_axis_longer_than_1_do_not_broadcast(Shape inner)
    {
        var (a, b) = (Variable("a", Shape.Of([2, .. inner])), Variable("b", Shape.Of([3, .. inner])));
        var message = Assert.Throws<ShapeException>(() => a + b).Message;
        Assert.All([a.Shape.ToString(), b.Shape.ToString(), "Add", "fix: "],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Law]
    public Property An_index_that_is_not_one_of_the_axis_is_named_with_the_range() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(-9, -1), Gen.Choose(3, 9)).ToArbitrary(),
        index =>
        {
            Expr i = Tensor.Vector(index);
            foreach (var f in new[] {
                Ones([3]).Gather(i), i.OneHot(3), Expr.Apply(new ScatterAdd(0, 3), Ones([1]), i) })
            {
                var message = Assert.Throws<ArgumentOutOfRangeException>(() => f.Evaluate<double>()).Message;
                Assert.Contains($"{index} is not one of 0 to 2", message, StringComparison.Ordinal);
            }
        });

    [Fact]
    public void A_variable_without_a_value_or_with_one_of_another_shape_is_named()
    {
        Assert.Contains("bias", Assert.Throws<ArgumentException>(() => Bias.Sum().Evaluate<double>()).Message,
            StringComparison.Ordinal);
        var message = Assert.Throws<ArgumentException>(() => Bias.Sum().Evaluate<double>((Bias, 1.0))).Message;
        Assert.All(["bias", "[50]", "[]"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Contains("twice", Assert.Throws<ArgumentException>(() =>
            Bias.Evaluate<double>((Bias, new double[50]), (Bias, new double[50]))).Message, StringComparison.Ordinal);
    }
}
