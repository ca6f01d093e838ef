using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>
/// The order in which a graph is walked: every node once, after its inputs. It depends on the graph alone.
/// </summary>
public static class Topology
{
    /// <summary>
    /// All nodes below some roots, each after its inputs: depth first, inputs from the left, roots in order.
    /// </summary>
    /// <param name="roots">The roots.</param>
    public static ImmutableArray<Expr> InOrder(IEnumerable<Expr> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var order = ImmutableArray.CreateBuilder<Expr>();
        var seen = new NodeMap<bool>();
        var path = new Stack<(Expr Node, int NextInput)>();
        foreach (var root in roots)
        {
            if (Opens(root)) path.Push((root, 0));
            while (path.TryPop(out var top))
            {
                var (node, next) = top;
                while (next < node.Inputs.Length && !Opens(node.Inputs[next])) next++;
                if (next == node.Inputs.Length)
                {
                    order.Add(node);
                    continue;
                }

                path.Push((node, next + 1));
                path.Push((node.Inputs[next], 0));
            }
        }

        return order.ToImmutable();

        bool Opens(Expr node)
        {
            seen.Place(node, out var known);
            if (known) return false;
            if (node.Inputs.Length > 0) return true;
            order.Add(node);
            return false;
        }
    }

    /// <summary>The variables below some roots, in the order of <see cref="InOrder"/>.</summary>
    /// <param name="roots">The roots.</param>
    public static ImmutableArray<Expr> Variables(IEnumerable<Expr> roots) =>
        [.. InOrder(roots).Where(node => node.Op is Ops.Variable)];
}
