using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Nn;

/// <summary>Settings that are expressions: their numbers, where these are known when the graph is built.</summary>
internal static class Settings
{
    // A setting is a few numbers; a graph of a model's size is not evaluated to check it.
    private const int MostNodes = 256;

    /// <summary>The number that a setting has, or null where it depends on variables or on tensors.</summary>
    /// <exception cref="ShapeException">It is not one real number.</exception>
    public static double? Scalar(Expr setting, string name)
    {
        ArgumentNullException.ThrowIfNull(setting, name);
        return setting.Shape.Rank == 0 && setting.Kind == ElementKind.Real
            ? Known(setting)
            : throw new ShapeException(
                $"{name}: a setting is a single number, not {setting.Type}; give one of its elements, or the mean.");
    }

    /// <summary>The number of an expression, or null where it depends on variables or on tensors.</summary>
    public static double? Known(Expr expression)
    {
        var (seen, open) = (new HashSet<Expr>(), new Stack<Expr>([expression]));
        while (open.TryPop(out var node))
        {
            if (!seen.Add(node)) continue;
            if (node.Op is Variable || node.Shape.Rank > 0 || node.Kind != ElementKind.Real || seen.Count > MostNodes)
                return null;
            foreach (var input in node.Inputs) open.Push(input);
        }

        return expression.Evaluate<double>().ToScalar();
    }

    /// <summary>The number that all elements of an expression are because it is written so, or null.</summary>
    public static double? Written(Expr expression)
    {
        while (expression.Op is BroadcastTo) expression = expression.Inputs[0];
        return (expression.Op as Literal)?.Number;
    }

    /// <summary>
    /// The root of a mean or a sum of squares; its derivative at 0 is 0 (or that of the shifted root), never infinite.
    /// </summary>
    /// <param name="squares">Numbers of 0 or more.</param>
    /// <param name="shift">Added to them, which makes the root smooth at 0.</param>
    public static Expr Root(Expr squares, double shift = 0) =>
        shift > 0 ? (squares + shift).Sqrt() : squares.EqualTo(0).Where(0, squares.Sqrt());
}
