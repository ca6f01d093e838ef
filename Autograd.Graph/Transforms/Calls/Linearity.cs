using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// Whether a graph is a linear function of some of its variables: seen from its form, not from samples.
/// </summary>
/// <remarks>
/// A sum of what is linear, its multiple by what does not depend on the variables, and each op whose forward rule is
/// the op itself. An affine function is not linear: its value at 0 is not 0.
/// </remarks>
internal static class Linearity
{
    /// <summary>The first node that is not linear in the variables; null where the root is.</summary>
    /// <param name="root">The function.</param>
    /// <param name="variables">What it has to be linear in, all of them together.</param>
    public static Expr? Breach(Expr root, IReadOnlySet<Expr> variables)
    {
        var open = Expansion.Of([root])[0];
        var linear = new HashSet<Expr>();
        foreach (var node in Topology.InOrder([open]))
        {
            if (variables.Contains(node)) linear.Add(node);
            if (!node.Inputs.Any(linear.Contains)) continue;
            if (!IsLinear(node, linear)) return node;
            linear.Add(node);
        }

        return linear.Contains(open) || IsZero(open) ? null : open;
    }

    private static bool IsLinear(Expr node, HashSet<Expr> linear)
    {
        var inputs = node.Inputs;
        bool LinearOrZero(Expr input) => linear.Contains(input) || IsZero(input);
        if (node.Kind != ElementKind.Real) return false;
        return node.Op switch
        {
            { IsLinear: true } => inputs.All(LinearOrZero),
            Multiply => !inputs.All(linear.Contains),
            Divide => !linear.Contains(inputs[1]),
            Where => !linear.Contains(inputs[0]) && LinearOrZero(inputs[1]) && LinearOrZero(inputs[2]),
            _ => inputs.Count(linear.Contains) == 1
                && IsItsOwnDerivative(node, inputs.IndexOf(inputs.First(linear.Contains))),
        };
    }

    // By Euler's theorem: f(x) = f'(x) · x, with an f' that does not depend on x.
    private static bool IsItsOwnDerivative(Expr node, int input)
    {
        var tangent = Prelude.Variable("tangent", node.Inputs[input].Type);
        return node.Op.Jvp(node, input, tangent) == Expr.Apply(node.Op, [.. node.Inputs.SetItem(input, tangent)]);
    }

    // A zero that is written as one.
    private static bool IsZero(Expr node)
    {
        while (true)
        {
            if (node.AsNumber() is { } number) return number == 0;
            switch (node.Op)
            {
                case Literal { Value: Tensor<double> value }: return value.Elements.All(x => x == 0);
                case Literal { Value: Tensor<float> value }: return value.Elements.All(x => x == 0);
                case Multiply when node.Inputs[0].AsNumber() == 0 || node.Inputs[1].AsNumber() == 0: return true;
                case StopGradient: node = node.Inputs[0]; break;
                default:
                    if (node.Op.ZeroInputs(node) is not [var only]) return false;
                    node = only;
                    break;
            }
        }
    }
}
