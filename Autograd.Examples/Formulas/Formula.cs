using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Examples.Formulas;

/// <summary>A function of x0, x1 … that was written as text.</summary>
/// <param name="Value">Its graph.</param>
/// <param name="Variables">The variables x0, x1 … of the graph, up to the highest number in the text.</param>
internal sealed record Formula(Expr Value, ImmutableArray<Expr> Variables)
{
    /// <summary>The functions that a formula may call.</summary>
    public static ImmutableArray<(string Name, Func<Expr, Expr> Apply)> Functions { get; } =
    [
        ("sin", x => x.Sin()), ("cos", x => x.Cos()), ("exp", x => x.Exp()), ("log", x => x.Log()),
        ("sqrt", x => x.Sqrt()), ("tanh", x => x.Tanh()), ("abs", x => x.Abs()),
    ];

    /// <summary>The function of a text.</summary>
    /// <exception cref="FormulaException">The text is no formula.</exception>
    public static Formula Parse(string text) => new FormulaParser(text).Parse();

    /// <summary>
    /// The graph of the function at a point: a vector with a number for each variable; it may be longer.
    /// </summary>
    public Expr At(Expr point) =>
        Value.Substitute(
            [.. Variables.Select((variable, i) => (variable, point.Slice(0, i, 1).Reshape(Shape.Scalar)))]);

    /// <summary>
    /// The text of a graph over <c>+ - * / ^</c>, numbers, variables and <see cref="Functions"/>, every operation in
    /// parentheses.
    /// </summary>
    /// <exception cref="NotSupportedException">The graph has another operation.</exception>
    public static string Print(Expr graph)
    {
        var texts = new Dictionary<Expr, string>();
        foreach (var node in Topology.InOrder([graph]))
        {
            texts[node] = Print(node, [.. node.Inputs.Select(input => texts[input])]);
        }

        return texts[graph];
    }

    private static string Print(Expr node, string[] inputs) => node.Op switch
    {
        Variable variable => variable.Label,
        Literal { Number: { } number } => number < 0 || double.IsNegative(number) ? $"(-{-number:R})" : $"{number:R}",
        Add => $"({inputs[0]} + {inputs[1]})",
        Subtract => $"({inputs[0]} - {inputs[1]})",
        Multiply => $"({inputs[0]} * {inputs[1]})",
        Divide => $"({inputs[0]} / {inputs[1]})",
        Power => $"({inputs[0]} ^ {inputs[1]})",
        Square => $"({inputs[0]} ^ 2)",
        Negate => $"(-{inputs[0]})",
        Sin or Cos or Exp or Log or Sqrt or Tanh or Abs => $"{node.Op.Name.ToLowerInvariant()}({inputs[0]})",
        _ => throw new NotSupportedException($"A formula has no {node.Op.Name}."),
    };
}
