using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Mutants;

/// <summary>One use of a rule: what it was given, and the graph that it made of it.</summary>
internal sealed class RuleUse(Op op, Expr node, int input, Mode mode, Expr passed)
{
    public int Input => input;

    public Mode Mode => mode;

    /// <summary>The cotangent or tangent that the rule was given.</summary>
    public Expr Passed => passed;

    /// <summary>What the rule gives; null for no derivative.</summary>
    public Expr? Result { get; } = mode == Mode.Vjp ? op.Vjp(node, input, passed) : op.Jvp(node, input, passed);

    /// <summary>The shape that a result must have.</summary>
    public Shape Shape => mode == Mode.Vjp ? node.Inputs[input].Shape : node.Shape;

    /// <summary>
    /// What the rule was given, as texts call it: the inputs, the value, and the cotangent or tangent.
    /// </summary>
    public ImmutableArray<(string Name, Expr Expr)> Given { get; } =
        [.. node.Inputs.Select((x, i) => ($"input {i}", x)), ("the value", node),
            (mode == Mode.Vjp ? "the cotangent" : "the tangent", passed)];

    /// <summary>
    /// The nodes that the rule made, each with its place: the ops on the way to it from the result, without those that
    /// only move elements.
    /// </summary>
    public IEnumerable<(string Place, Expr Node)> Places()
    {
        var (seen, names) = (Given.Select(given => given.Expr).ToHashSet(), new Dictionary<string, int>());
        return Result is null ? [] : Below(Result, "");

        IEnumerable<(string Place, Expr Node)> Below(Expr at, string path)
        {
            if (!seen.Add(at)) yield break;
            var place = path + (at.Op is Literal ? "literal" : at.Op.Name);
            var count = names[place] = names.GetValueOrDefault(place) + 1;
            yield return (count == 1 ? place : $"{place} {count}", at);
            for (var i = 0; i < at.Inputs.Length; i++)
            {
                foreach (var below in Below(
                    at.Inputs[i], at.Op is ViewOp ? path : $"{place}{(at.Inputs.Length == 1 ? "" : $"[{i}]")}."))
                {
                    yield return below;
                }
            }
        }
    }

    /// <summary>
    /// Whether the result moves with something that the rule was given: what only chooses, as a mask or in a
    /// comparison, has no derivative.
    /// </summary>
    public bool Moves(Expr given)
    {
        var others = Given.Select(each => each.Expr).ToHashSet();
        return Below(Result!);

        bool Below(Expr at) => at == given || (!others.Contains(at) && at.Op switch
        {
            Elementwise and not StopGradient when HasZeroRules(at) => false,
            Where => Below(at.Inputs[1]) || Below(at.Inputs[2]),
            MaxPoolTangent or MaxPoolCotangent => Below(at.Inputs[1]),
            _ => at.Inputs.Any(Below),
        });
    }

    private static bool HasZeroRules(Expr node) =>
        Enumerable.Range(0, node.Inputs.Length).All(i => node.Op.Vjp(node, i, Prelude.Ones(node.Shape)) is null);

    /// <summary>
    /// The result with one node replaced wherever the rule itself wrote it: not within what the rule was given.
    /// </summary>
    public Expr With(Expr target, Expr replacement)
    {
        var given = Given.Select(each => each.Expr).ToHashSet();
        return Replaced(Result!);

        Expr Replaced(Expr at)
        {
            if (at == target) return replacement;
            if (given.Contains(at) || at.Inputs.IsEmpty) return at;
            Expr[] inputs = [.. at.Inputs.Select(Replaced)];
            return inputs.SequenceEqual(at.Inputs) ? at : Expr.Apply(at.Op, inputs);
        }
    }
}
