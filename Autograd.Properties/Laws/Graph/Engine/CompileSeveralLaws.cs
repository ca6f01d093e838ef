using Autograd.Graph;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Functions of several arguments, and of tuples of records, are compiled as they are written.</summary>
public sealed partial class CompileSeveralLaws
{
    [ParameterRecord]
    internal sealed partial record Line(Expr Slope, Expr Offset);

    [Fact]
    public void A_function_of_two_to_eight_arguments_takes_them_in_their_order()
    {
        Expr[] v = [.. Enumerable.Range(1, 8).Select(n => (Expr)(double)n)];
        Assert.Equal(12, Value(Compile<double>.Function((Expr a, Expr b) => Digits(a, b))(v[0], v[1])));
        Assert.Equal(
            123, Value(Compile<double>.Function((Expr a, Expr b, Expr c) => Digits(a, b, c))(v[0], v[1], v[2])));
        Assert.Equal(1234, Value(
            Compile<double>.Function((Expr a, Expr b, Expr c, Expr d) => Digits(a, b, c, d))(v[0], v[1], v[2], v[3])));
        Assert.Equal(12345, Value(Compile<double>.Function(
            (Expr a, Expr b, Expr c, Expr d, Expr e) => Digits(a, b, c, d, e))(v[0], v[1], v[2], v[3], v[4])));
        Assert.Equal(123456, Value(Compile<double>.Function((Expr a, Expr b, Expr c, Expr d, Expr e, Expr f) =>
            Digits(a, b, c, d, e, f))(v[0], v[1], v[2], v[3], v[4], v[5])));
        Assert.Equal(1234567, Value(Compile<double>.Function((Expr a, Expr b, Expr c, Expr d, Expr e, Expr f,
            Expr g) => Digits(a, b, c, d, e, f, g))(v[0], v[1], v[2], v[3], v[4], v[5], v[6])));
        Assert.Equal(12345678, Value(Compile<double>.Function((Expr a, Expr b, Expr c, Expr d, Expr e, Expr f, Expr g,
            Expr h) => Digits(a, b, c, d, e, f, g, h))(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7])));
    }

    [Fact]
    public void Tuples_are_taken_and_given_with_records_and_tuples_in_them()
    {
        var f = Compile<double>.Function(((Line Line, (Expr X, Expr Y) Point) given) =>
            (given.Line with { Offset = given.Point.X }, (given.Point.Y, (given.Line.Slope, given.Line.Offset))));
        var (line, (y, (slope, offset))) = f.Invoke((new(1.0, 2.0), (3.0, 4.0)));
        Assert.Equal([1, 3, 4, 1, 2], new[] { line.Slope, line.Offset, y, slope, offset }.Select(Value));
    }

    [Fact]
    public void A_function_of_arguments_gives_a_tuple()
    {
        var f = Compile<float>.Function((Expr a, Line line, Expr c) => (a * line.Slope + c, line, a.ArgMax()));
        var (sum, line, largest) = f(Tensor.Vector(1f, 2), new(3.0, 4.0), 5.0);
        Assert.Equal(Tensor.Vector(8f, 11), sum.Evaluate<float>());
        Assert.Equal((3.0, 4.0), (Value(line.Slope), Value(line.Offset)));
        Assert.Equal(ElementKind.Index, largest.Kind);
    }

    [Fact]
    public void Tuples_of_nine_parts_and_more_keep_their_order()
    {
        var f = Compile<double>.Function(((Expr, Expr, Expr, Expr, Expr, Expr, Expr, Expr, Expr) t) =>
            (t.Item9, t.Item8, t.Item7, t.Item6, t.Item5, t.Item4, t.Item3, t.Item2, t.Item1, 10 * t.Item9));
        var back = f.Invoke((1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0));
        Assert.Equal((9, 8, 2, 1, 90),
            (Value(back.Item1), Value(back.Item2), Value(back.Item8), Value(back.Item9), Value(back.Item10)));
    }

    [Fact]
    public void The_variables_of_a_trace_are_called_what_the_parameters_are()
    {
        var names = new List<string>();
        T Note<T>(T result, params Expr[] seen)
        {
            names.AddRange(seen.Select(x => x.Op.Name));
            return result;
        }

        Compile<double>.Function((Expr rate) => Note(rate, rate)).Invoke(1.0);
        Compile<double>.Function((Expr rate, Line line) => Note(rate, rate, line.Slope, line.Offset))(
            1.0, new(1.0, 1.0));
        Compile<double>.Function((Line line) => Note(line, line.Slope)).Invoke(new(1.0, 1.0));
        Compile<double>.Function(((Expr, Line) both) => Note(both, both.Item1, both.Item2.Slope))
            .Invoke((1.0, new(1.0, 1.0)));
        Assert.Equal(["rate", "rate", "line.Slope", "line.Offset", "Slope", "Item1", "Item2.Slope"], names);
        var open = Assert.Throws<ArgumentException>(
            () => Compile<double>.Function((Expr rate, Expr x) => rate * x)(1.0, Variable("y"))).Message;
        Assert.Contains("The input x depends on the variable y", open, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_leaves_is_refused_when_the_function_is_made()
    {
        AssertRefused("Int32", "[ParameterRecord]", () => Compile<double>.Function((int n) => (Expr)n));
        AssertRefused("String", "ValueTuple<Expr, String>", () => Compile<double>.Function((Expr x) => (x, "unit")));
        AssertRefused("List<Expr>", "Compile", () => Compile<double>.Function((Expr a, List<Expr> b) => a));
        AssertRefused("Double", "Expr", () => Compile<double>.Function((Expr a, Expr b, Expr c) => 1.0));
    }

    [Fact]
    public void Nothing_in_the_place_of_an_argument_is_refused_by_its_place()
    {
        AssertRefused("null", "argument", () => Compile<double>.Function((Expr x) => x).Invoke(null!));
        AssertRefused("Item2", "null", () => Compile<double>.Function((Expr a, Expr b) => a)(1.0, null!));
        AssertRefused("Slope", "null", () => Compile<double>.Function((Line line) => line).Invoke(new(null!, 1.0)));
    }

    private static void AssertRefused(string first, string second, Action act)
    {
        var message = Assert.ThrowsAny<ArgumentException>(act).Message;
        Assert.Contains(first, message, StringComparison.Ordinal);
        Assert.Contains(second, message, StringComparison.Ordinal);
    }

    private static Expr Digits(params Expr[] digits) => digits.Aggregate((number, digit) => (10 * number) + digit);

    private static double Value(Expr x) => x.Evaluate<double>().ToScalar();
}
