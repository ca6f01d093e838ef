using Autograd.Graph;
using Autograd.Graph.Ops;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// What an op refuses, by its name: inputs of another kind, of another number, of shapes that do not fit.
/// </summary>
public sealed class OpRefusalLaws
{
    private static readonly Expr Vector = Prelude.Variable("v", [3]);
    private static readonly Expr Places = Prelude.Variable("i", new TensorType([3], ElementKind.Index));

    public static TheoryData<string> Ops => OpLaws.Ops;

    public static TheoryData<string, Op, Expr[]> Misfits { get; } = new()
    {
        { "vectors", new Dot(), [Vector, Vector] },
        { "a matrix and a vector", new Dot(), [Prelude.Variable("m", [2, 3]), Vector] },
        { "other outer axes", new Dot(), [Prelude.Variable("p", [2, 3, 4]), Prelude.Variable("q", [5, 4, 3])] },
        { "other inner axes", new Dot(), [Prelude.Variable("p", [2, 3]), Prelude.Variable("q", [2, 3])] },
        { "no such axis", new Gather(1), [Vector, Places] },
        { "no such axis", new OffsetIndices(1, 5), [Places] },
        { "too few axes for the indices", new ScatterAdd(0, 5),
            [Vector, Prelude.Variable("j", new TensorType([3, 1], ElementKind.Index))] },
        { "one axis too few for the indices", new ScatterAdd(1, 5),
            [Vector, Prelude.Variable("j", new TensorType([3], ElementKind.Index))] },
        { "too few starts", new Slice([], [1], [1]), [Vector] },
        { "too few lengths", new Slice([0], [], [1]), [Vector] },
        { "too few steps", new Slice([0], [1], []), [Vector] },
        { "too many steps", new Slice([0], [1], [1, 1]), [Vector] },
        { "a negative start", new Slice([-1], [1], [1]), [Vector] },
        { "a negative length", new Slice([1], [-1], [1]), [Vector] },
        { "no step", new Slice([0], [2], [0]), [Vector] },
        { "one element beyond", new Slice([1], [3], [1]), [Vector] },
        { "steps beyond", new Slice([0], [3], [2]), [Vector] },
        { "too few before", new Pad([], [0], [1]), [Vector] },
        { "too few after", new Pad([0], [], [1]), [Vector] },
        { "too few steps", new Pad([0], [0], []), [Vector] },
        { "a negative before", new Pad([-1], [2], [1]), [Vector] },
        { "a negative after", new Pad([2], [-1], [1]), [Vector] },
        { "no step", new Pad([0], [2], [0]), [Vector] },
        { "an axis twice", new Permute([0, 0]), [Prelude.Variable("m", [3, 3])] },
        { "another size", new Reshape([4]), [Vector] },
        { "a length that does not repeat", new BroadcastTo([2]), [Vector] },
        { "no such axis", new Sum([1]), [Vector] },
        { "an axis twice", new Sum([0, 0]), [Vector] },
        { "no such axis", new Max([-1]), [Vector] },
        { "no such axis", new ArgMax(1), [Vector] },
        { "no such axis", new Gather(-1), [Vector, Places] },
        { "no such axis", new Concatenate(-1), [Vector, Vector] },
        { "an axis of length 0", new ArgMax(0), [Prelude.Variable("e", [0, 3])] },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Parameters_that_do_not_fit_the_shapes_are_refused_by_name(string what, Op op, Expr[] inputs) =>
        Assert.True(Assert.Throws<ShapeException>(() => Expr.Apply(op, inputs)).Message.Contains(
            op.Name, StringComparison.Ordinal), what);

    // A view moves elements of any kind, and so does what joins a single input.
    [Theory]
    [MemberData(nameof(Ops))]
    public void An_input_of_another_kind_is_refused_by_name(string op) => Each(op, sample =>
    {
        for (var input = 0; input < sample.Arguments.Length; input++)
        {
            var x = sample.Arguments[input];
            var kind = x.Kind == ElementKind.Real ? ElementKind.Index : ElementKind.Real;
            Expr[] inputs =
                [.. sample.Arguments.SetItem(input, Prelude.Variable("other", x.Type with { Kind = kind }))];
            if (sample.Op is ViewOp or Concatenate && sample.Arguments.Length == 1)
            {
                Assert.Equal(kind, Expr.Apply(sample.Op, inputs).Kind);
            }
            else
            {
                Assert.Contains(sample.Op.Name, Assert.Throws<ShapeException>(
                    () => Expr.Apply(sample.Op, inputs)).Message, StringComparison.Ordinal);
            }
        }
    });

    [Theory]
    [MemberData(nameof(Ops))]
    public void Another_number_of_inputs_is_refused_by_name(string op) => Each(op, sample =>
    {
        Expr[] more = [.. sample.Arguments, sample.Arguments[0]];
        if (sample.Op is Elementwise or Dot or Pad or Sum or Max or ArgMax or Convolution or TransposedConvolution
            or ConvolutionFilterGradient or Col2Im or MaxPool or MaxPoolTangent or MaxPoolCotangent)
        {
            Assert.Contains(op, Assert.ThrowsAny<ArgumentException>(() => Expr.Apply(sample.Op, more)).Message,
                StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Nothing_at_all_cannot_be_joined() =>
        Assert.Contains("Concatenate", Assert.Throws<ShapeException>(() => Expr.Apply(new Concatenate(0))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(Gather))]
    [InlineData(nameof(ScatterAdd))]
    public void Nothing_flows_to_indices(string op) => Each(op, sample =>
    {
        Assert.Null(sample.Op.Vjp(sample.Node, 1, sample.Node));
        Assert.Null(sample.Op.Jvp(sample.Node, 1, sample.Node));
    });

    private static void Each(string op, Action<OpSample> law) =>
        CaseCount.Check(10, Prop.ForAll(OpTable.Cases[op].Samples.ToArbitrary(), law));
}
