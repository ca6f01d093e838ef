using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Checking;

/// <summary>The rules of one op at given inputs, against differences of the op alone.</summary>
internal sealed class RuleCheck(Tolerance tolerance, CheckOptions options)
{
    private const int MostElements = 64;

    /// <summary>The reverse or forward rule that is wrong; null where none is.</summary>
    public Culprit? FirstOrder(Op op, ImmutableArray<Tensor> inputs)
    {
        var place = new Place(op, inputs);
        var cotangent = options.Key.FoldIn(5).Signed(place.Node.Shape);
        var line =
            new Line(Held.At((place.Node * (Expr)cotangent).Sum(), place.Variables, inputs), place.Variables, inputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not Tensor<double>) continue;
            var vjp = place.Value(op.Vjp(place.Node, i, cotangent), inputs[i].Shape);
            var found = Wrong(place, line, i, $"Vjp for input {i}", element => vjp.Elements[element])
                ?? Wrong(place, line, i, $"Jvp for input {i}", Transposed(place, i, cotangent));
            if (found is not null)
            {
                return Element(op, inputs, found) is { } element ? FirstOrder(op, element) ?? found : found;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a rule is wrong along one random direction of each input: quick, and with a cotangent that is not 1.
    /// </summary>
    public bool IsWrong(Op op, ImmutableArray<Tensor> inputs)
    {
        var place = new Place(op, inputs);
        var cotangent = options.Key.FoldIn(5).Signed(place.Node.Shape);
        var line =
            new Line(Held.At((place.Node * (Expr)cotangent).Sum(), place.Variables, inputs), place.Variables, inputs);
        var directions = options.Key.FoldIn(9).Direction(inputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (directions[i] is not { } v) continue;
            var slope = line.Along([.. directions.Select((d, k) => k == i ? d : null)], tolerance.Times(0.01));
            var reverse = RandomTensors.Inner([place.Value(op.Vjp(place.Node, i, cotangent), v.Shape)], [v]);
            var forward = RandomTensors.Inner([place.Value(op.Jvp(place.Node, i, v), place.Node.Shape)], [cotangent]);
            if (tolerance.Along(reverse.Scale).Compare(reverse.Sum, slope) == Verdict.Differs) return true;
            if (tolerance.Along(forward.Scale).Compare(forward.Sum, slope) == Verdict.Differs) return true;
        }

        return false;
    }

    /// <summary>A rule whose own derivative is wrong, with the rule as a graph; null where none is.</summary>
    public (Culprit Found, Expr Rule, ImmutableArray<Expr> Variables, ImmutableArray<Tensor> Point)? SecondOrder(
        Op op, ImmutableArray<Tensor> inputs)
    {
        var place = new Place(op, inputs);
        for (var i = 0; i < inputs.Length; i++)
        {
            if (inputs[i] is not Tensor<double>) continue;
            var (cotangent, tangent) =
                (options.Key.FoldIn(5).Signed(place.Node.Shape), options.Key.FoldIn(6).Signed(inputs[i].Shape));
            foreach (var (name, part, weight) in new[] { ("Vjp", op.Vjp(place.Node, i, cotangent), tangent),
                ("Jvp", op.Jvp(place.Node, i, tangent), cotangent) })
            {
                if (part is null) continue;
                var rule = (part * (Expr)weight).Sum();
                var line = new Line(rule, place.Variables, inputs);
                for (var by = 0; by < inputs.Length; by++)
                {
                    if (inputs[by] is not Tensor<double>) continue;
                    var derivative = place.Value(rule.Gradient(place.Variables[by]), inputs[by].Shape);
                    if (Wrong(place, line, by, $"the derivative of its {name} for input {i} by input {by}",
                        element => derivative.Elements[element]) is { } found)
                    {
                        var whole = (found, rule, place.Variables, inputs);
                        return Element(op, inputs, found) is { } element ? SecondOrder(op, element) ?? whole : whole;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The element at which a derivative is farthest from differences, of those where it differs; null where it is
    /// right.
    /// </summary>
    public (int Element, double Numerical)? Worst(Line line, int variable, Func<int, double> analytic, Shape shape)
    {
        (int Element, double Numerical)? worst = null;
        var apart = 0.0;
        for (var i = 0; i < Math.Min(MostElements, shape.Size); i++)
        {
            var element = shape.Size <= MostElements ? i : options.Key.FoldIn(8).Below(shape.Size, (ulong)i);
            var slope = line.Along(variable, element, tolerance.Times(0.01));
            if (tolerance.Compare(analytic(element), slope) != Verdict.Differs) continue;
            var difference = Math.Abs(analytic(element) - slope.Value);
            if (worst is not null && !(difference > apart)) continue;
            (worst, apart) = ((element, slope.Value), difference);
        }

        return worst;
    }

    private Culprit? Wrong(Place place, Line line, int input, string rule, Func<int, double> derivative)
    {
        var shape = place.Inputs[input].Shape;
        return Worst(line, input, derivative, shape) is var (element, numerical)
            ? new(place.Node.Op.Name, rule, shape.IndexOf(element), derivative(element), numerical, place.Node,
                place.Point)
            : null;
    }

    // Of an elementwise op, the inputs at one element are enough.
    private static ImmutableArray<Tensor>? Element(Op op, ImmutableArray<Tensor> inputs, Culprit found)
    {
        if (op is not Elementwise || found.Index.Count == 0) return null;
        var strides = inputs[0].Shape.Strides();
        var element = found.Index.Select((i, axis) => i * strides[axis]).Sum();
        return [.. inputs.Select(input => (Tensor)((Tensor<double>)input).Elements[element])];
    }

    // The cotangent of an input by the forward rule: ⟨c, J eᵢ⟩ for any of its elements.
    private static Func<int, double> Transposed(Place place, int input, Tensor<double> cotangent)
    {
        var tangent = Prelude.Variable("tangent", place.Inputs[input].Shape);
        var weighted = place.Node.Op.Jvp(place.Node, input, tangent) is { } part ? (part * (Expr)cotangent).Sum() : 0;
        var evaluator = new Evaluator([weighted], [.. place.Variables, tangent]);
        return element => ((Tensor<double>)evaluator.At(
            [.. place.Inputs, Tensor.Generate(tangent.Shape, i => i == element ? 1.0 : 0)])[0]).ToScalar();
    }

    /// <summary>An op applied to variables that have values.</summary>
    private sealed class Place
    {
        public Place(Op op, ImmutableArray<Tensor> inputs)
        {
            Inputs = inputs;
            Variables = [.. inputs.Select((input, i) =>
                Prelude.Variable(inputs.Length == 1 ? "x" : ((char)('a' + (i % 26))).ToString(), input.Type))];
            Node = Expr.Apply(op, Variables.AsSpan());
        }

        public Expr Node { get; }

        public ImmutableArray<Expr> Variables { get; }

        public ImmutableArray<Tensor> Inputs { get; }

        public ImmutableArray<(Expr Variable, Tensor Value)> Point => [.. Variables.Zip(Inputs)];

        public Tensor<double> Value(Expr? derivative, Shape shape) =>
            derivative is null ? Tensor.Full(shape, 0.0)
                : (Tensor<double>)new Evaluator([derivative.BroadcastTo(shape)], Variables).At(Inputs)[0];
    }
}
