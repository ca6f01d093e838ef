using System.Collections.Immutable;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Reference;

/// <summary>
/// The reference interpreter: computes every node from its inputs by its op's own definition, in any number system.
/// </summary>
/// <remarks>Short and obvious: the compiled plan must agree with it bit for bit.</remarks>
public static class Interpreter
{
    /// <summary>The values of some roots.</summary>
    /// <param name="roots">The graphs.</param>
    /// <param name="bindings">A value for each variable below them.</param>
    /// <exception cref="ArgumentException">A variable has no value, two, or one of the wrong shape or kind.</exception>
    public static ImmutableArray<Tensor> Evaluate<T, TNumbers>(
        ImmutableArray<Expr> roots, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
        where TNumbers : struct, INumberSystem<T>
    {
        var values = Bind<T, TNumbers>(bindings);
        foreach (var node in Topology.InOrder(roots))
        {
            if (values.ContainsKey(node)) continue;
            if (node.Op is Variable)
            {
                throw new ArgumentException($"The variable {node.Op.Name} {node.Type} has no value: bind it, as in "
                    + $"Evaluate(({node.Op.Name}, value)).", nameof(bindings));
            }

            values[node] = Correlated.Evaluate<T, TNumbers>(node, values)
                ?? node.Op.Evaluate<T, TNumbers>(node.Type, [.. node.Inputs.Select(input => values[input])]);
        }

        return [.. roots.Select(root => values[root])];
    }

    private static Dictionary<Expr, Tensor> Bind<T, TNumbers>(ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
        where TNumbers : struct, INumberSystem<T>
    {
        var values = new Dictionary<Expr, Tensor>();
        foreach (var (variable, value) in bindings)
        {
            ArgumentNullException.ThrowIfNull(variable, nameof(bindings));
            if (variable.Op is not Variable)
            {
                throw new ArgumentException(
                    $"{variable} is not a variable; only variables take values.", nameof(bindings));
            }

            if (value is null)
            {
                throw new ArgumentException($"The value of the variable {variable.Op.Name} is null.", nameof(bindings));
            }

            if (value.Type != variable.Type) throw new ArgumentException(Misfit(variable, value), nameof(bindings));
            if (!values.TryAdd(variable, value.In<T, TNumbers>()))
            {
                throw new ArgumentException($"The variable {variable.Op.Name} is bound twice.", nameof(bindings));
            }
        }

        return values;
    }

    private static string Misfit(Expr variable, Tensor value)
    {
        var hint = variable.Kind == value.Kind ? "." : ": " + Elements(variable.Kind);
        return $"The variable {variable.Op.Name} is {variable.Type}, but its value is {value.Type}{hint}";
    }

    private static string Elements(ElementKind kind) => kind switch
    {
        ElementKind.Index => "give int elements for indices, e.g. Tensor.Vector(3, 1, 4).",
        ElementKind.Bits => "give a Key, or uint elements for bits.",
        _ => "give double or float elements for real numbers.",
    };
}
