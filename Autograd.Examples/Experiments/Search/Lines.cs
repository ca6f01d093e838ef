using System.Text;

namespace Autograd.Examples.Experiments.Search;

/// <summary>Lines of a file of any size, read in memory for one of them.</summary>
internal static class Lines
{
    private const int Block = 1 << 16;

    /// <summary>Reads a file from its beginning to the length that it has now.</summary>
    /// <param name="file">The file.</param>
    /// <param name="longest">The most bytes of a line.</param>
    /// <param name="line">Given each line that is not empty; null for one that is too long.</param>
    /// <returns>Whether the last line has its end.</returns>
    public static bool Read(Stream file, int longest, Action<string?> line)
    {
        var (buffer, pending, tooLong) = (new byte[Block], new MemoryStream(), false);
        var left = file.Length;
        while (left > 0)
        {
            var read = file.Read(buffer, 0, (int)Math.Min(Block, left));
            if (read == 0) break;
            left -= read;
            var rest = buffer.AsSpan(0, read);
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                Take(rest[..end]);
                Give();
                rest = rest[(end + 1)..];
            }

            Take(rest);
        }

        var whole = pending.Length == 0 && !tooLong;
        Give();
        return whole;

        void Take(ReadOnlySpan<byte> bytes)
        {
            tooLong |= pending.Length + bytes.Length > longest;
            if (!tooLong) pending.Write(bytes);
        }

        void Give()
        {
            if (tooLong) line(null);
            else if (pending.Length > 0) line(Encoding.UTF8.GetString(pending.GetBuffer(), 0, (int)pending.Length));
            pending.SetLength(0);
            tooLong = false;
        }
    }
}
