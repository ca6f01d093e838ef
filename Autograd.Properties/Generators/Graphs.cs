using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Generators;

/// <summary>
/// Random graphs over every op, with sharing, broadcasting, scalars, axes of length 0 and 1, constants and several
/// variables.
/// </summary>
public static class Graphs
{
    /// <summary>Random graphs over every op of the library.</summary>
    public static Gen<GraphCase> Any { get; } = Over([.. GraphTemplates.All.Keys]);

    /// <summary>Random graphs over some of the ops.</summary>
    /// <param name="templates">The operations to build from.</param>
    public static Gen<GraphCase> Over(ImmutableArray<string> templates) =>
        from shape in Shapes.OfRanks(1, 3)
        from count in Gen.Choose(1, 3)
        from values in Gen.Frequency((4, Shapes.BroadcastingTo(shape)), (1, Shapes.Any))
            .SelectMany(s => Values.Tensors(s)).ArrayOf(count)
        from length in Gen.Sized(size => Gen.Choose(1, 3 + (size / 8)))
        from words in Gen.Choose(0, (1 << 20) - 1).ArrayOf(4 * length)
        select new GraphCase([.. values], [.. words.Chunk(4).Select((w, i) => Decode(templates, w, count + i, i))]);

    /// <summary>Fewer steps, then fewer variables, then smaller and rounder values.</summary>
    /// <param name="graph">The graph that failed.</param>
    public static IEnumerable<GraphCase> Shrink(GraphCase graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var (values, steps) = (graph.Values, graph.Instructions);
        if (steps.Length > 1) yield return new(values, steps[..(steps.Length / 2)]);
        for (var i = steps.Length - 1; i >= 0; i--) yield return new(values, Without(steps, i, values.Length));
        for (var i = 0; i < values.Length && values.Length > 1; i++)
        {
            yield return new(values.RemoveAt(i), Renumbered(steps, n => n == i ? 0 : n > i ? n - 1 : n));
        }

        for (var i = 0; i < values.Length; i++)
        {
            foreach (var smaller in Values.Shrink(values[i])) yield return new(values.SetItem(i, smaller), steps);
        }
    }

    // Half of the references go to one of the last three results, so that graphs are deep as well as wide.
    // The upper bits of a choice are the step's own, so that no two draws of a graph share a key.
    private static Instruction Decode(ImmutableArray<string> templates, int[] words, int results, int step)
    {
        int Reference(int word) => word % 2 == 0 ? results - 1 - (word / 2 % Math.Min(3, results)) : word / 2 % results;
        return new(templates[words[0] % templates.Length], [Reference(words[1]), Reference(words[2])],
            words[3] + (step << 20));
    }

    // Whoever used the step uses its first input instead.
    private static ImmutableArray<Instruction> Without(ImmutableArray<Instruction> steps, int step, int variables)
    {
        var (dropped, instead) = (variables + step, steps[step].Inputs[0]);
        return Renumbered(steps.RemoveAt(step), n => n == dropped ? instead : n > dropped ? n - 1 : n);
    }

    private static ImmutableArray<Instruction> Renumbered(ImmutableArray<Instruction> steps, Func<int, int> number) =>
        [.. steps.Select(step => step with { Inputs = [.. step.Inputs.Select(number)] })];
}
