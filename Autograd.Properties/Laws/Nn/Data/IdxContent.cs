using System.Buffers.Binary;
using System.IO.Compression;

namespace Autograd.Properties.Nn.Data;

/// <summary>Makes the content of IDX files, and breaks it.</summary>
internal static class IdxContent
{
    /// <summary>An IDX file of unsigned bytes with the given dimensions and elements.</summary>
    internal static byte[] Idx(int[] dimensions, byte[] elements) => [.. Header(0x08, dimensions), .. elements];

    /// <summary>The header of an IDX file.</summary>
    internal static byte[] Header(byte type, params int[] dimensions)
    {
        var header = new byte[4 + 4 * dimensions.Length];
        (header[2], header[3]) = (type, (byte)dimensions.Length);
        for (var i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), dimensions[i]);
        return header;
    }

    /// <summary>Elements 0, 7, 14 … modulo a number.</summary>
    internal static byte[] Elements(int count, int modulo = 256) =>
        [.. Enumerable.Range(0, count).Select(i => (byte)(7 * i % modulo))];

    /// <summary>The content as a gzip file.</summary>
    internal static byte[] Gzip(byte[] content, CompressionLevel level = CompressionLevel.Optimal)
    {
        // .NET writes nothing at all where there is nothing to compress.
        if (content.Length == 0) return Convert.FromHexString("1f8b080000000000000303000000000000000000");
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, level)) gzip.Write(content);
        return file.ToArray();
    }

    /// <summary>The content with one byte changed; a negative index counts from the end.</summary>
    internal static byte[] With(this byte[] content, int index, byte value)
    {
        var changed = (byte[])content.Clone();
        changed[index < 0 ? content.Length + index : index] = value;
        return changed;
    }
}
