using System.Collections.Immutable;
using Autograd.Graph.Engine;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Graph.Reference;

namespace Autograd.Graph.Checking;

/// <summary>
/// Values of some graphs in double at many points: a plan where one pays, else the reference interpreter. The bits are
/// the same.
/// </summary>
internal sealed class Evaluator
{
    private const long WorthAPlan = 20_000;

    private readonly ImmutableArray<Expr> _roots;
    private readonly ImmutableArray<Expr> _variables;
    private readonly Execution<double>? _frame;

    public Evaluator(ImmutableArray<Expr> roots, ImmutableArray<Expr> variables)
    {
        (_roots, _variables) = (roots, variables);
        if (Work(roots) > WorthAPlan) _frame = Plan<double>.Make(variables, roots).NewExecution();
    }

    /// <summary>About how many operations one evaluation takes.</summary>
    public static long Work(ImmutableArray<Expr> roots) =>
        Topology.InOrder(roots).Sum(node => node.Op is Dot ? (long)node.Shape.Size * node.Inputs[0].Shape[-1]
            : Math.Max(node.Shape.Size, node.Inputs.Sum(input => (long)input.Shape.Size)));

    /// <summary>The values of the roots, given values of the variables.</summary>
    public ImmutableArray<Tensor> At(ImmutableArray<Tensor> point)
    {
        if (_frame is null) return Interpreter.Evaluate<double, Real<double>>(_roots, [.. _variables.Zip(point)]);
        for (var i = 0; i < point.Length; i++) _frame.Set(i, point[i]);
        _frame.Run();
        return [.. _roots.Select((_, i) => _frame.Get(i))];
    }
}
