using System.Globalization;
using System.Text;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Drawing;

/// <summary>
/// A graph as one bounded line: infix, shared nodes named once behind «where», broadcasting left implicit.
/// </summary>
/// <remarks>
/// Time and memory are bounded by the length of the text, whatever the size, sharing and width of the graph.
/// </remarks>
/// <example><code>
/// var s = x0 + x1;
/// Console.WriteLine(s * s);   // t0 * t0 where t0 = x0 + x1
/// </code></example>
public static class ExprText
{
    // Every edge that is written takes a character or more. Short texts look as far, so that they begin as longer ones
    // do.
    private const int FewestEdges = 4000;

    /// <summary>The text of a graph, cut with … where it would be longer than <paramref name="length"/>.</summary>
    /// <param name="root">The graph.</param>
    /// <param name="length">The most characters, 1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1.</exception>
    public static string Of(Expr root, int length = 2000)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        var window = new TextWindow(root, Math.Max(FewestEdges, length));
        var writer = new Writer(window, length);
        writer.Define(root);
        for (var i = 0; i < window.Named.Count && !writer.IsFull; i++)
        {
            writer.Append(i == 0 ? " where " : ", ");
            writer.Append($"{window.NameOf(window.Named[i])} = ");
            writer.Define(window.Named[i]);
        }

        return writer.ToString();
    }

    /// <summary>A node without what only spreads its value over a larger shape.</summary>
    /// <param name="node">The node.</param>
    internal static Expr Visible(Expr node)
    {
        while (node.Op is BroadcastTo) node = node.Inputs[0];
        return node;
    }

    /// <summary>A text cut with … where it would be longer than some length.</summary>
    /// <param name="text">The text, of any length.</param>
    /// <param name="length">The most characters, 1 or more.</param>
    internal static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var kept = length - 1;
        if (kept > 0 && char.IsHighSurrogate(text[kept - 1])) kept--;
        return $"{text.AsSpan(0, kept)}…";
    }

    private static string Head(Expr node) => node.Op switch
    {
        Literal { Number: { } number } => number.ToString("R", CultureInfo.InvariantCulture),
        Literal { Value: Tensor<double> { Shape.Rank: 0 } scalar } =>
            scalar.ToScalar().ToString("R", CultureInfo.InvariantCulture),
        Literal { Value: Tensor<float> { Shape.Rank: 0 } scalar } =>
            ((double)scalar.ToScalar()).ToString("R", CultureInfo.InvariantCulture),
        Literal => $"literal{node.Shape}",
        _ => node.Op.Name,
    };

    private static string Arguments(Expr node) =>
        node.Op is Sum or Max && node.Shape.Rank == 0 ? "" : node.Op.Parameters;

    private sealed class Writer(TextWindow window, int length)
    {
        private const int MostDepth = 40;

        private readonly StringBuilder _text = new();
        private Expr? _defined;

        /// <summary>Whether there is more already than the text may hold: the rest need not be written.</summary>
        public bool IsFull => _text.Length > length;

        public void Append(string text)
        {
            var left = length + 1 - _text.Length;
            if (left > 0) _text.Append(text.AsSpan(0, Math.Min(text.Length, left)));
        }

        /// <summary>Writes what a node is, even if it has a name.</summary>
        public void Define(Expr node)
        {
            _defined = Visible(node);
            Write(node, 0, 0);
        }

        public override string ToString() => Cut(_text.ToString(), length);

        private void Write(Expr shown, int depth, int outer)
        {
            var node = Visible(shown);
            if (IsFull) return;
            if (node != _defined && window.NameOf(node) is { } name) Append(name);
            else if (depth > MostDepth || (window.ShownInputs(node) == 0 && !node.Inputs.IsEmpty)) Append("…");
            else if (node.Op.Notation is { } sign && node.Inputs.Length <= 2) WriteSigned(node, depth, outer, sign);
            else WriteCall(node, depth);
        }

        private void WriteSigned(Expr node, int depth, int outer, Notation notation)
        {
            if (node.Inputs.Length == 1)
            {
                Append(notation.Sign);
                WriteInput(node, 0, depth, notation.Strength);
                return;
            }

            if (notation.Strength < outer) Append("(");
            WriteInput(node, 0, depth, notation.Strength);
            Append($" {notation.Sign} ");
            WriteInput(node, 1, depth, notation.Strength + 1);
            if (notation.Strength < outer) Append(")");
        }

        private void WriteCall(Expr node, int depth)
        {
            Append(Head(node));
            if (node.Inputs.IsEmpty) return;
            Append("(");
            for (var i = 0; i < node.Inputs.Length && i <= window.ShownInputs(node) && !IsFull; i++)
            {
                if (i > 0) Append(", ");
                WriteInput(node, i, depth, 0);
            }

            if (!IsFull && Arguments(node) is { Length: > 0 } arguments) Append($", {arguments}");
            Append(")");
        }

        private void WriteInput(Expr node, int input, int depth, int outer)
        {
            if (input < window.ShownInputs(node)) Write(node.Inputs[input], depth + 1, outer);
            else Append("…");
        }
    }
}
