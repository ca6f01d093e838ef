using System.Diagnostics;

namespace Autograd.Examples.Output;

/// <summary>A line on a terminal that is rewritten in place, no faster than an eye can follow.</summary>
internal sealed class LiveLine(TextWriter output)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private long _shown;
    private int _width;

    /// <summary>Shows a text in the place of the last one, unless that was a moment ago.</summary>
    public void Show(string text)
    {
        lock (_gate)
        {
            if (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < Pause) return;
            _shown = Stopwatch.GetTimestamp();
            // A line that wraps could not be rewritten.
            var line = text.Length < Columns ? text : text[..(Columns - 1)];
            output.Write($"\r{line.PadRight(_width)}");
            output.Flush();
            _width = line.Length;
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            if (_width == 0) return;
            output.Write($"\r{new string(' ', _width)}\r");
            (_width, _shown) = (0, 0);
        }
    }

    private static int Columns => Console.WindowWidth is > 1 and var width ? width : 80;
}
