using System.Text;

namespace Autograd.Graph.Generator;

// Lines of source with their indentation, and a supply of fresh numbers for local names.
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;
    private int used;

    public int Fresh() => used++;

    public void Restart() => used = 0;

    public void Line(string line = "") => text.Append(' ', line.Length == 0 ? 0 : 4 * depth).Append(line).Append('\n');

    public void Open(string line)
    {
        Line(line);
        Line("{");
        depth++;
    }

    public void Close(string tail = "")
    {
        depth--;
        Line("}" + tail);
    }

    public override string ToString() => text.ToString();
}
