using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>The order in which a graph is walked: every node once, after its inputs. It depends on the graph alone.</summary>
public static class Topology
{
    /// <summary>All nodes below some roots, each after its inputs: depth first, inputs from the left, roots in order.</summary>
    public static ImmutableArray<Expr> InOrder(IEnumerable<Expr> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var order = ImmutableArray.CreateBuilder<Expr>();
        var seen = new HashSet<Expr>();
        var path = new Stack<(Expr Node, int NextInput)>();
        foreach (var root in roots)
        {
            if (seen.Add(root)) path.Push((root, 0));
            while (path.TryPop(out var top))
            {
                var (node, next) = top;
                while (next < node.Inputs.Length && !seen.Add(node.Inputs[next])) next++;
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
    }

    /// <summary>The variables below some roots, in the order of <see cref="InOrder"/>.</summary>
    public static ImmutableArray<Expr> Variables(IEnumerable<Expr> roots) => [.. InOrder(roots).Where(node => node.Op is Ops.Variable)];
}
