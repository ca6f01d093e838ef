using System.Globalization;
using System.Text;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Drawing;

/// <summary>A graph as one bounded line: infix, shared nodes named once behind «where», broadcasting left implicit.</summary>
/// <example><code>
/// var s = x0 + x1;
/// Console.WriteLine(s * s);   // t0 * t0 where t0 = x0 + x1
/// </code></example>
public static class ExprText
{
    private const int MostNodes = 200;
    private const int MostDepth = 40;

    /// <summary>The text of a graph, cut with … where it would be longer than <paramref name="length"/>.</summary>
    public static string Of(Expr root, int length = 2000)
    {
        ArgumentNullException.ThrowIfNull(root);
        var names = NameShared(root);
        var text = new StringBuilder();
        Write(text, root, names, root, 0, 0);
        var separator = " where ";
        foreach (var (node, name) in names.OrderBy(pair => pair.Value.Length).ThenBy(pair => pair.Value, StringComparer.Ordinal))
        {
            if (node == root || text.Length > length) continue;
            text.Append(separator).Append(name).Append(" = ");
            Write(text, node, names, node, 0, 0);
            separator = ", ";
        }

        return text.Length <= length ? text.ToString() : $"{text.ToString(0, length - 1)}…";
    }

    // Only the part that could be printed is visited, so that a graph of any size prints at once.
    private static Dictionary<Expr, string> NameShared(Expr root)
    {
        var uses = new Dictionary<Expr, int>();
        var order = new List<Expr>();
        var open = new Queue<Expr>([root]);
        while (open.TryDequeue(out var node) && order.Count < MostNodes)
        {
            order.Add(node);
            foreach (var input in node.Inputs.Select(Visible))
            {
                uses[input] = uses.GetValueOrDefault(input) + 1;
                if (uses[input] == 1) open.Enqueue(input);
            }
        }

        var names = new Dictionary<Expr, string>();
        foreach (var node in order.Where(node => !node.Inputs.IsEmpty && uses.GetValueOrDefault(node) > 1))
        {
            names[node] = $"t{names.Count}";
        }

        return names;
    }

    private static void Write(StringBuilder text, Expr shown, Dictionary<Expr, string> names, Expr defined, int depth, int outer)
    {
        var node = Visible(shown);
        if (node != defined && names.TryGetValue(node, out var name))
        {
            text.Append(name);
            return;
        }

        if (depth > MostDepth)
        {
            text.Append('…');
            return;
        }

        void Inner(int input, int precedence) => Write(text, node.Inputs[input], names, defined, depth + 1, precedence);
        if (Infix(node.Op) is var (sign, strength))
        {
            if (strength < outer) text.Append('(');
            Inner(0, strength);
            text.Append(' ').Append(sign).Append(' ');
            Inner(1, strength + 1);
            if (strength < outer) text.Append(')');
            return;
        }

        if (node.Op is Negate)
        {
            text.Append('-');
            Inner(0, 4);
            return;
        }

        text.Append(Head(node));
        if (node.Inputs.IsEmpty) return;
        text.Append('(');
        for (var i = 0; i < node.Inputs.Length; i++)
        {
            if (i > 0) text.Append(", ");
            Inner(i, 0);
        }

        if (Arguments(node) is { Length: > 0 } arguments) text.Append(", ").Append(arguments);
        text.Append(')');
    }

    private static string Head(Expr node) => node.Op switch
    {
        Literal { Number: { } number } => number.ToString("R", CultureInfo.InvariantCulture),
        Literal { Value: Tensor<double> { Shape.Rank: 0 } scalar } => scalar.ToScalar().ToString("R", CultureInfo.InvariantCulture),
        Literal { Value: Tensor<float> { Shape.Rank: 0 } scalar } => ((double)scalar.ToScalar()).ToString("R", CultureInfo.InvariantCulture),
        Literal => $"literal{node.Shape}",
        _ => node.Op.Name,
    };

    private static string Arguments(Expr node) => node.Op is Sum or Max && node.Shape.Rank == 0 ? "" : node.Op.Parameters;

    private static (string Sign, int Strength)? Infix(Op op) => op switch
    {
        Greater => (">", 1),
        GreaterOrEqual => (">=", 1),
        Add => ("+", 2),
        Subtract => ("-", 2),
        Multiply => ("*", 3),
        Divide => ("/", 3),
        _ => null,
    };

    private static Expr Visible(Expr node)
    {
        while (node.Op is BroadcastTo) node = node.Inputs[0];
        return node;
    }
}
