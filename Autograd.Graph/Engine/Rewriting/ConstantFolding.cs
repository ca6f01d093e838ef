using System.Numerics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;

namespace Autograd.Graph.Engine.Rewriting;

/// <summary>
/// Computes nodes that depend only on literals when a plan is made: by the definition of each op, in the plan's
/// numbers.
/// </summary>
/// <remarks>An object serves one rewriting; it counts the time and memory that it spends.</remarks>
internal sealed class ConstantFolding<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // At most some tenths of a second, since definitions are slow, and 2 MB of double.
    private const long MostWork = 1 << 18;

    // Only a small result may be larger than its sources.
    private const int SmallSize = 4096;

    private readonly Dictionary<Expr, Tensor> _converted = [];
    private long _work;

    public ConstantFolding() => Rule = new("f(literals) = literal", Fold);

    /// <summary>The folding as a rule, to be tried at each node once its inputs are folded.</summary>
    public Rule Rule { get; }

    private Expr? Fold(Expr node)
    {
        // A broadcast literal is read in place: its elements are not written out.
        if (node.Inputs.IsEmpty || node.Op is BroadcastTo) return null;
        foreach (var input in node.Inputs)
        {
            if (Source(input).Op is not Literal) return null;
        }

        return node.Op is Elementwise && node.Inputs.All(input => input.AsNumber() is not null) ? FoldNumbers(node)
            : FoldTensors(node);
    }

    private Expr FoldNumbers(Expr node) =>
        Constant(node.Op.Evaluate<T, Real<T>>(
            new(Shape.Scalar), [.. node.Inputs.Select(input => Converted(Source(input)))])).BroadcastTo(node.Shape);

    private Expr? FoldTensors(Expr node)
    {
        var sources = node.Inputs.Sum(input => (long)Source(input).Shape.Size);
        if (node.Op.Work(node) is not { } work || node.Shape.Size > Math.Max(SmallSize, sources)
            || _work + work > MostWork)
        {
            return null;
        }

        try
        {
            var value = node.Op.Evaluate<T, Real<T>>(node.Type, [.. node.Inputs.Select(Value)]);
            _work += work;
            return Constant(value);
        }
        catch (ArgumentOutOfRangeException)
        {
            // An index outside its axis is an error of the run, as it is where indices are inputs.
            return null;
        }
    }

    private Tensor Value(Expr input) =>
        input.Op is BroadcastTo view ? view.Evaluate<T, Real<T>>(input.Type, [Value(input.Inputs[0])])
            : Converted(input);

    private Tensor Converted(Expr literal) =>
        _converted.TryGetValue(literal, out var known) ? known : _converted[literal] =
            ((Literal)literal.Op).Value.In<T, Real<T>>();

    // A number of float is one of double too, and a plan has no use for the identity of a scalar.
    private static Expr Constant(Tensor value) =>
        value is Tensor<T> { Shape.Rank: 0 } scalar ? Prelude.Literal(double.CreateChecked(scalar.Elements[0]))
            : Prelude.Literal(value);

    private static Expr Source(Expr input)
    {
        while (input.Op is BroadcastTo) input = input.Inputs[0];
        return input;
    }
}
