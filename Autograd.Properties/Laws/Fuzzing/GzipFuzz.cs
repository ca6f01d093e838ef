using System.IO.Compression;
using Autograd.Properties.Nn.Data;
using ICSharpCode.SharpZipLib.Checksum;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace Autograd.Properties.Fuzzing;

/// <summary>Gzip files, and an independent reader of them: RFC 1952 by hand over another inflater.</summary>
internal static class GzipFuzz
{
    private const int HeaderSize = 10;
    private const int TrailerSize = 8;
    private const int Checksummed = 2, Extra = 4, Named = 8, Commented = 16;

    private static readonly CompressionLevel[] Levels = Enum.GetValues<CompressionLevel>();

    /// <summary>
    /// A file: content right or wrong, in members right or wrong, with or without something after them.
    /// </summary>
    internal static byte[] File(Random random)
    {
        var content = IdxFuzz.Content(random);
        var cut = random.Next(3) == 0 ? random.Next(content.Length + 1) : content.Length;
        var second = cut < content.Length ? Member(content[cut..], random) : [];
        byte[] file = [.. Member(content[..cut], random), .. second];
        if (random.Next(3) == 0) file = [.. file, .. new byte[random.Next(600)]];
        return random.Next(2) == 0 ? file : file.Mutated(IdxContent.Gzip(content), random);
    }

    /// <summary>The content of all members; null where the file is no gzip file.</summary>
    internal static byte[]? Content(byte[] file)
    {
        using var content = new MemoryStream();
        var at = 0;
        while (at < file.Length && file.AsSpan(at).ContainsAnyExcept((byte)0))
        {
            if (HeaderEnd(file, at) is not { } start || Inflated(file, start) is not var (bytes, end)) return null;
            if (end + TrailerSize > file.Length) return null;
            var crc = new Crc32();
            crc.Update(bytes);
            if ((uint)crc.Value != BitConverter.ToUInt32(file, end)) return null;
            if ((uint)bytes.Length != BitConverter.ToUInt32(file, end + 4)) return null;
            content.Write(bytes);
            at = end + TrailerSize;
        }

        return content.ToArray();
    }

    // With a name, a comment and extra bytes now and then, which .NET writes never.
    internal static byte[] Member(byte[] content, Random random)
    {
        var member = IdxContent.Gzip(content, Levels[random.Next(Levels.Length)]);
        if (random.Next(4) > 0) return member;
        byte[] fields = [2, 0, (byte)'x', 0, .. "name\0"u8, .. "comment\0"u8];
        member[3] = Extra | Named | Commented;
        return [.. member[..HeaderSize], .. fields, .. member[HeaderSize..]];
    }

    private static int? HeaderEnd(byte[] file, int at)
    {
        if (at + HeaderSize > file.Length || file[at] != 0x1f || file[at + 1] != 0x8b || file[at + 2] != 8) return null;
        var (flags, end) = (file[at + 3], at + HeaderSize);
        if ((flags & 0xE0) != 0) return null;
        if ((flags & Extra) != 0)
        {
            if (end + 2 > file.Length) return null;
            end += 2 + BitConverter.ToUInt16(file, end);
        }

        foreach (var text in new[] { Named, Commented })
        {
            if ((flags & text) == 0) continue;
            var zero = end < file.Length ? Array.IndexOf(file, (byte)0, end) : -1;
            if (zero < 0) return null;
            end = zero + 1;
        }

        if ((flags & Checksummed) == 0) return end <= file.Length ? end : null;
        if (end + 2 > file.Length) return null;
        var crc = new Crc32();
        crc.Update(new ArraySegment<byte>(file, at, end - at));
        return (ushort)crc.Value == BitConverter.ToUInt16(file, end) ? end + 2 : null;
    }

    private static (byte[] Bytes, int End)? Inflated(byte[] file, int start)
    {
        var (inflater, output, buffer) = (new Inflater(noHeader: true), new MemoryStream(), new byte[1 << 16]);
        try
        {
            inflater.SetInput(file, start, file.Length - start);
            while (!inflater.IsFinished)
            {
                var count = inflater.Inflate(buffer);
                if (count == 0 && (inflater.IsNeedingInput || inflater.IsNeedingDictionary)) return null;
                output.Write(buffer, 0, count);
            }
        }

        // It runs out of its tables on some wrong codes.
        catch (Exception exception) when (
            exception is ICSharpCode.SharpZipLib.SharpZipBaseException or IndexOutOfRangeException)
        {
            return null;
        }

        return (output.ToArray(), file.Length - inflater.RemainingInput);
    }
}
