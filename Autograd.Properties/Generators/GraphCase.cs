using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Properties.Generators;

/// <summary>
/// One step of a random graph: a template applied to results of earlier steps (the variables come first).
/// </summary>
/// <param name="Template">Its name in <see cref="GraphTemplates"/>.</param>
/// <param name="Inputs">Which earlier results it reads.</param>
/// <param name="Choice">A number by which the template chooses its details.</param>
public sealed record Instruction(string Template, ImmutableArray<int> Inputs, int Choice);

/// <summary>
/// A random graph as a program: every list of instructions and values is a well-shaped graph, so that it shrinks well.
/// </summary>
public sealed class GraphCase(ImmutableArray<Tensor<double>> values, ImmutableArray<Instruction> instructions)
{
    private const int LargestSize = 64;
    private const int LargestRank = 4;
    private const double LargestValue = 4;

    private Built? _built;

    /// <summary>The point: a value for each variable.</summary>
    public ImmutableArray<Tensor<double>> Values => values;

    /// <summary>The steps.</summary>
    public ImmutableArray<Instruction> Instructions => instructions;

    /// <summary>The variables, x0, x1 and so on.</summary>
    public ImmutableArray<Expr> Variables => Graph.Variables;

    /// <summary>The results that no later step uses, of any shapes.</summary>
    public ImmutableArray<Expr> Outputs => Graph.Outputs;

    /// <summary>A smooth scalar of all outputs, in which the weighted sum of them is used twice.</summary>
    public Expr Loss => Graph.Loss;

    /// <summary>The variables with their values.</summary>
    public (Expr Variable, Tensor Value)[] Bindings => Graph.Bindings;

    private Built Graph => _built ??= Build();

    /// <summary>The outputs, and the values of the variables.</summary>
    public override string ToString() =>
        $"{string.Join("; ", Outputs)}\n  at "
            + $"{string.Join("\n     ", Variables.Zip(values, (x, value) => $"{x} {x.Shape} = {value}"))}\n";

    private Built Build()
    {
        ImmutableArray<Expr> variables = [.. values.Select((value, i) => Prelude.Variable($"x{i}", value.Shape))];
        var bindings = variables.Zip(values, (x, value) => (x, (Tensor)value)).ToArray();
        var results = variables.ToList();
        var used = new HashSet<Expr>();
        foreach (var instruction in instructions)
        {
            ImmutableArray<Expr> inputs = [.. instruction.Inputs.Select(i => results[i % results.Count])];
            var made = GraphTemplates.Of(instruction.Template)(inputs, instruction.Choice);
            var tamed = made is null ? null : Tamed(made, variables, bindings);
            results.Add(tamed ?? inputs[0]);
            if (tamed is not null) used.UnionWith(Topology.InOrder([tamed]).Where(node => node != tamed));
        }

        ImmutableArray<Expr> outputs = [.. results.Where(result => !used.Contains(result)).Distinct()];
        var sum = outputs.Select((output, k) => (output * Weights(output.Shape, k)).Sum()).Aggregate((a, b) => a + b);
        return new(variables, bindings, outputs, sum * sum.Sigmoid());
    }

    // A step that is too large, undefined here or near a kink is left out; one of large values is scaled down.
    private static Expr? Tamed(Expr made, ImmutableArray<Expr> variables, (Expr Variable, Tensor Value)[] bindings)
    {
        if (made.Shape.Size > LargestSize || made.Shape.Rank > LargestRank) return null;
        if (Kinks.Distance([made], bindings, variables.AsSpan()) < Kinks.Margin) return null;
        var largest = made.Evaluate<double>(bindings).Elements.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return double.IsFinite(largest) ? largest <= LargestValue ? made
            : made * Math.ScaleB(LargestValue, -Math.ILogB(largest) - 1)
            : null;
    }

    private static Expr Weights(Shape shape, int output) =>
        Tensor.Generate(shape, i => Math.Cos((3.7 * i) + (1.3 * output) + 0.4));

    private sealed record Built(ImmutableArray<Expr> Variables, (Expr Variable, Tensor Value)[] Bindings,
        ImmutableArray<Expr> Outputs, Expr Loss);
}
