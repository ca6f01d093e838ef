using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Engine;

/// <summary>
/// Indices and keys are given and read as real numbers are, by the interpreter, by plans and by compiled functions.
/// </summary>
public sealed partial class ElementKindLaws
{
    private static readonly Tensor<double> Six = Tensor.Of<double>([2, 3], 1, 2, 3, 6, 5, 4);

    [ParameterRecord]
    internal sealed partial record Mixed(Expr Real, Expr Index, Expr Bits);

    [Fact]
    public void Indices_and_keys_are_read_by_the_type_of_their_elements()
    {
        var m = Variable("m", [2, 3]);
        Assert.Equal(Tensor.Vector(2, 0), m.ArgMax().Evaluate<int>((m, Six)));
        Assert.Equal(Key.From(1).FoldIn(7), Key.From(Literal(Key.From(1)).FoldIn(7).Evaluate<uint>()));
        Assert.Equal([Tensor.Vector(2, 0), Tensor.Vector(1, 1, 1)],
            new[] { m.ArgMax(), m.ArgMax(0) }.ToValueList().Evaluate<int>((m, Six)));
    }

    [Fact]
    public void Indices_keys_and_bits_are_bound_as_arrays_and_keys()
    {
        var (labels, key) = (Variable("labels", new TensorType([2], ElementKind.Index)),
            Variable("key", new TensorType([2], ElementKind.Bits)));
        Assert.Equal(
            Tensor.Of<double>([2, 3], 0, 0, 1, 1, 0, 0), labels.OneHot(3).Evaluate<double>((labels, new[] { 2, 0 })));
        Assert.Equal(Literal(Key.From(3)).Uniform([4]).Evaluate<double>(),
            key.Uniform([4]).Evaluate<double>((key, Key.From(3))));
    }

    [Theory]
    [InlineData(ElementKind.Real, "Evaluate<double>()")]
    [InlineData(ElementKind.Index, "Evaluate<int>()")]
    [InlineData(ElementKind.Bits, "Evaluate<uint>()")]
    public void Elements_of_another_kind_are_refused_with_what_to_write(ElementKind kind, string fix)
    {
        var x = Variable("x", new TensorType([2], kind));
        foreach (var evaluate in new Action[] {
            () => x.Evaluate<double>(), () => x.Evaluate<int>(), () => x.Evaluate<uint>(),
            () => x.Evaluate<Autograd.Graph.Numerics.Rational>(), () => new[] { x }.ToValueList().Evaluate<float>() })
        {
            var failure = Assert.ThrowsAny<ArgumentException>(evaluate).Message;
            // Of the right kind it has no value.
            Assert.True(failure.Contains(fix, StringComparison.Ordinal)
                || failure.Contains("has no value", StringComparison.Ordinal), failure);
            Assert.Contains("x", failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Records_of_all_kinds_are_evaluated_and_compiled()
    {
        var f = Compile<float>.Function(
            (Mixed given) => new Mixed(given.Real * 2, given.Real.ArgMax(), given.Bits.FoldIn(1)));
        var input = new Mixed(Tensor.Vector(1f, 3, 2), Tensor.Vector(0), Literal(Key.From(5)));
        foreach (var output in new[] { f.Invoke(input),
            new Mixed(input.Real * 2, input.Real.ArgMax(), input.Bits.FoldIn(1)).Evaluate<float, Mixed>() })
        {
            Assert.Equal(Tensor.Vector(2f, 6, 4), output.Real.Evaluate<float>());
            Assert.Equal(1, output.Index.Evaluate<int>().ToScalar());
            Assert.Equal(Key.From(5).FoldIn(1), Key.From(output.Bits.Evaluate<uint>()));
        }
    }

    [Fact]
    public void Frames_take_and_give_bits_and_indices_each_by_its_name()
    {
        var (key, labels) = (Variable("key", new TensorType([2], ElementKind.Bits)),
            Variable("labels", new TensorType([2], ElementKind.Index)));
        var frame = Plan<float>.Make([key, labels], [key.FoldIn(3), labels, labels.ToReal()]).NewExecution();
        var parent = Key.From(9);
        (frame.BitsInput(0)[0], frame.BitsInput(0)[1]) = (parent.First, parent.Second);
        frame.Set(1, Tensor.Vector(4, 5));
        frame.Run();
        Assert.Equal(parent.FoldIn(3), new Key(frame.BitsOutput(0)[0], frame.BitsOutput(0)[1]));
        Assert.Equal("4 5", string.Join(' ', frame.IndexOutput(1).ToArray()));
        Assert.Contains("use BitsInput", Assert.Throws<InvalidOperationException>(
            () => frame.IndexInput(0).Length).Message, StringComparison.Ordinal);
        Assert.Contains("use IndexOutput", Assert.Throws<InvalidOperationException>(
            () => frame.BitsOutput(1).Length).Message, StringComparison.Ordinal);
        Assert.Contains("use Output", Assert.Throws<InvalidOperationException>(
            () => frame.IndexOutput(2).Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_its_inputs_is_refused_by_their_names()
    {
        var inputs = Enumerable.Range(0, 100).Select(n => Variable($"x{n}", [2])).ToArray();
        var frame =
            Plan<double>.Make([.. inputs, Variable("unread")], [inputs.Aggregate((sum, x) => sum + x)]).NewExecution();
        frame.Set(0, new[] { 1.0, 2 });
        var refused = Assert.Throws<InvalidOperationException>(frame.Run).Message;
        Assert.Contains("input 1, x1 Real[2]", refused, StringComparison.Ordinal);
        Assert.InRange(refused.Length, 1, 500);
        for (var input = 1; input < 100; input++)
        {
            Assert.Throws<InvalidOperationException>(frame.Run);
            if (input % 2 == 0) frame.Set(input, new[] { 1.0, 2 });
            else frame.Input(input).Fill(1);
        }

        frame.Run();
        Assert.Equal("100 150", string.Join(' ', frame.Output(0).ToArray()));
    }

    [Fact]
    public void A_frame_that_was_given_nothing_runs_on_NaN()
    {
        var (x, y) = (Variable("x", [2]), Variable("y", [2]));
        var frame = Plan<double>.Make([x, y], [x + 1, y * 2]).NewExecution();
        frame.Run();
        Assert.All(frame.Output(0).ToArray(), value => Assert.True(double.IsNaN(value)));
        Assert.All(frame.Output(1).ToArray(), value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public void A_variable_without_a_name_is_called_unnamed_and_one_with_a_long_name_is_cut()
    {
        foreach (var (x, name) in new[] { (Variable(""), "unnamed"), (Variable(new string('x', 100_000)), "xxx") })
        {
            Assert.Contains(name, $"{x + 1}", StringComparison.Ordinal);
            foreach (var act in new Action[] { () => x.Evaluate<double>(), () => Plan<double>.Make([], [x]),
                () => x.Evaluate<double>((x, Six)), () => Compile<double>.Function((Expr y) => y).Invoke(x) })
            {
                var message = Assert.Throws<ArgumentException>(act).Message;
                Assert.Contains(name, message, StringComparison.Ordinal);
                Assert.InRange(message.Length, 1, 500);
            }
        }

        Assert.Throws<ArgumentNullException>(() => Variable(null!));
    }
}
