using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Checking;

/// <summary>
/// Looks for the rule that makes a derivative wrong: each node of the graph is checked by itself, at the values that it
/// has.
/// </summary>
internal sealed class CulpritSearch(Tolerance tolerance, CheckOptions options)
{
    private const int MostNodes = 2_000;
    private const long TooLongForOneNode = 5_000_000;

    private readonly RuleCheck _rules = new(tolerance, options);

    /// <summary>
    /// Each op alone, along one direction, with a cotangent of its own: a rule may be wrong and the whole gradient
    /// right, as that of a loss which takes its cotangent for 1.
    /// </summary>
    /// <returns>The first rule that is wrong, or null; and how many ops were checked.</returns>
    public (Culprit? Found, int Checked) Alone(
        Expr scalar, ImmutableArray<Expr> variables, ImmutableArray<Tensor> point)
    {
        var nodes = Nodes(scalar, variables, point).DistinctBy(
            node => (node.Op, string.Join(' ', node.Inputs.Select(input => input.Type)))).Where(IsShort).ToArray();
        var wrong = nodes.Where(node => _rules.IsWrong(node.Op, node.Inputs))
            .Select(node => _rules.FirstOrder(node.Op, node.Inputs)).FirstOrDefault(found => found is not null);
        return (wrong, nodes.Length);
    }

    /// <summary>
    /// The first rule that is wrong, from the variables up; null where all rules are right at this point.
    /// </summary>
    public Culprit? In(Expr scalar, ImmutableArray<Expr> variables, ImmutableArray<Tensor> point)
    {
        var nodes = Nodes(scalar, variables, point);
        return nodes.Select(node => _rules.FirstOrder(node.Op, node.Inputs)).FirstOrDefault(found => found is not null)
            ?? nodes.Select(node => SecondOrder(node.Op, node.Inputs)).FirstOrDefault(found => found is not null)
            ?? Smallest(scalar, variables, point);
    }

    // A derivative that is wrong may be wrong because of an op that only the rule uses.
    private Culprit? SecondOrder(Op op, ImmutableArray<Tensor> inputs)
    {
        if (_rules.SecondOrder(op, inputs) is not var (found, rule, variables, point)) return null;
        return Nodes(rule, variables, point).Select(node => _rules.FirstOrder(node.Op, node.Inputs))
            .FirstOrDefault(inner => inner is not null) ?? found;
    }

    // Where each rule is right, what was made of them is wrong: the smallest part that shows it.
    private Culprit? Smallest(Expr scalar, ImmutableArray<Expr> variables, ImmutableArray<Tensor> point)
    {
        foreach (var node in Topology.InOrder([scalar]).Where(IsChecked).Take(MostNodes))
        {
            var part = (node * (Expr)options.Key.FoldIn(7).Signed(node.Shape)).Sum();
            var line = new Line(Held.At(part, variables, point), variables, point);
            for (var i = 0; i < variables.Length; i++)
            {
                if (variables[i].Kind != ElementKind.Real) continue;
                var gradient = (Tensor<double>)new Evaluator([part.Gradient(variables[i])], variables).At(point)[0];
                if (_rules.Worst(line, i, element => gradient.Elements[element], gradient.Shape) is not var (
                    element, numerical))
                {
                    continue;
                }

                var bindings = variables.Zip(point).Where(pair => Topology.Variables([node]).Contains(pair.First));
                return new(node.Op.Name, $"the gradient with respect to {variables[i]}, made of rules that are right,",
                    gradient.Shape.IndexOf(element), gradient.Elements[element], numerical, node, [.. bindings]);
            }
        }

        return null;
    }

    private static ImmutableArray<(Op Op, ImmutableArray<Tensor> Inputs)> Nodes(
        Expr root, ImmutableArray<Expr> variables, ImmutableArray<Tensor> point)
    {
        var order = Topology.InOrder(Expansion.Of([root], call => call.Rules is RecomputeRules));
        var values =
            order.Zip(new Evaluator(order, variables).At(point)).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. order.Where(IsChecked).Take(MostNodes)
            .Select(node => (node.Op, node.Inputs.Select(input => values[input]).ToImmutableArray()))];
    }

    private static bool IsShort((Op Op, ImmutableArray<Tensor> Inputs) node) =>
        Evaluator.Work([Expr.Apply(
            node.Op, [.. node.Inputs.Select(input => Prelude.Variable("x", input.Type))])]) <= TooLongForOneNode;

    // Only what has real inputs has rules; that StopGradient's derivative is not that of its value is its meaning.
    private static bool IsChecked(Expr node) => node.Kind == ElementKind.Real && node.Op is not StopGradient
        && node.Inputs.Any(input => input.Kind == ElementKind.Real);
}
