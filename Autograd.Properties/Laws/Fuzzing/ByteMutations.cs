using System.Buffers.Binary;

namespace Autograd.Properties.Fuzzing;

/// <summary>Small changes of bytes, as damage and malice make them.</summary>
internal static class ByteMutations
{
    private static readonly long[] Extremes =
    [
        0, 1, 2, 3, 7, 8, 9, 255, 256, 65_535, 65_536, int.MaxValue - 8, int.MaxValue, (long)int.MaxValue
            + 1, uint.MaxValue,
        (long)uint.MaxValue
            + 1, 99_999_999, 100_000_000, 100_000_001, long.MaxValue / 8, long.MaxValue, long.MinValue, -1, -2, -8,
    ];

    /// <summary>The bytes with one to four changes.</summary>
    /// <param name="bytes">The bytes, which stay as they are.</param>
    /// <param name="other">Other bytes, of which a part may come in.</param>
    /// <param name="random">Where the choices come from.</param>
    internal static byte[] Mutated(this byte[] bytes, byte[] other, Random random)
    {
        for (var changes = random.Next(1, 5); changes > 0; changes--) bytes = Changed(bytes, other, random);
        return bytes;
    }

    private static byte[] Changed(byte[] bytes, byte[] other, Random random)
    {
        var (at, length) = (random.Next(bytes.Length + 1), random.Next(1, 17));
        var end = Math.Min(bytes.Length, at + length);
        return random.Next(10) switch
        {
            0 or 1 => Written(bytes, at, 1, span => span[0] ^= (byte)(1 << random.Next(8))),
            2 => Written(bytes, at, 1, span => span[0] = (byte)random.Next(256)),
            3 => Number(bytes, at, random),
            4 => bytes[..at],
            5 => [.. bytes[..at], .. bytes[end..]],
            6 => [.. bytes[..end], .. bytes[at..]],
            7 => [.. bytes[..at], .. Part(other, random), .. bytes[at..]],
            8 => [.. bytes[..at], .. Part(other, random), .. bytes[end..]],
            _ => Written(bytes, at, length, span => span.Fill((byte)(random.Next(2) * 255))),
        };
    }

    private static byte[] Part(byte[] other, Random random)
    {
        var start = random.Next(other.Length + 1);
        return other[start..random.Next(start, other.Length + 1)];
    }

    // Headers hold numbers of one to eight bytes, of either end first.
    private static byte[] Number(byte[] bytes, int at, Random random)
    {
        var (value, size, little) = (Extremes[random.Next(Extremes.Length)], 1 << random.Next(4), random.Next(2) == 0);
        var encoded = new byte[sizeof(long)];
        if (little) BinaryPrimitives.WriteInt64LittleEndian(encoded, value);
        else BinaryPrimitives.WriteInt64BigEndian(encoded, value);
        var number = little ? encoded[..size] : encoded[^size..];
        return Written(bytes, at, size, span => number.AsSpan(0, span.Length).CopyTo(span));
    }

    private delegate void Write(Span<byte> part);

    private static byte[] Written(byte[] bytes, int at, int length, Write write)
    {
        var (changed, start) = ((byte[])bytes.Clone(), Math.Min(at, Math.Max(0, bytes.Length - 1)));
        var part = changed.AsSpan(start, Math.Min(length, changed.Length - start));
        if (!part.IsEmpty) write(part);
        return changed;
    }
}
