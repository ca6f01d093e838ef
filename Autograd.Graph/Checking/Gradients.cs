using System.Collections.Immutable;
using Autograd.Graph.Checking;

namespace Autograd.Graph;

/// <summary>Whether gradients are right: the library's, and those of your own operations and rules.</summary>
public static class Gradients
{
    /// <summary>Compares the gradient of a function with everything that could contradict it.</summary>
    /// <remarks>
    /// Reverse mode is held against central differences with Richardson's extrapolation in single coordinates and along
    /// random directions, the complex step where the graph has one, forward mode, and the same for second derivatives.
    /// A step that would cross a kink is not taken: the graph's own branches tell. Where something differs, the report
    /// names the rule.
    /// </remarks>
    /// <param name="f">The function. What is not a scalar is weighted by random numbers and summed.</param>
    /// <param name="at">The point: a record of values, or an expression that has one.</param>
    /// <param name="options">What is compared, and how closely.</param>
    /// <example><code>
    /// Console.WriteLine(Gradients.Check(p => Loss(p, x, t), net));   // a table, and: The gradient agrees.
    /// </code></example>
    /// <exception cref="ArgumentException">A leaf has no value or is a C# number, which is no parameter, or the
    /// function uses a variable from outside.</exception>
    public static GradientReport Check<T>(Func<T, Expr> f, T at, CheckOptions? options = null)
        where T : IParameterRecord<T>
    {
        ArgumentNullException.ThrowIfNull(f);
        var leaves = at.Leaves();
        ImmutableArray<Expr> variables =
            [.. leaves.Select(leaf => Prelude.Variable(leaf.Path.Length == 0 ? "x" : leaf.Path, leaf.Value.Type))];
        ImmutableArray<Tensor> point = [.. leaves.Select(leaf => Valued(leaf))];
        var y = f(at.WithLeaves(variables));
        foreach (var open in Topology.Variables([y]))
        {
            if (!variables.Contains(open))
            {
                throw new ArgumentException($"The function depends on the variable {open}, which has no value here: "
                    + $"pass it as an argument, or replace it by its value.", nameof(f));
            }
        }

        return new GradientCheck(
            y, [.. leaves.Select(leaf => leaf.Path)], variables, point, options ?? CheckOptions.Default).Run();
    }

    private static Tensor Valued(Leaf leaf)
    {
        if (leaf.Value.Op is Ops.Literal { Number: not null })
        {
            throw Transforms.Parameters.Shared("Gradients.Check", leaf);
        }

        var open = Topology.Variables([leaf.Value]);
        if (!open.IsEmpty)
        {
            throw new ArgumentException($"The leaf {leaf.Path} depends on the variable {open[0]}, so it has no value: "
                + $"check at a record of values.", nameof(leaf));
        }

        return Reference.Interpreter.Evaluate<double, Numerics.Real<double>>([leaf.Value])[0];
    }
}
