using System.Runtime.InteropServices;

namespace Autograd.Graph;

/// <content>Many draws together. What is written at an index depends on the key and the index only.</content>
public readonly partial record struct Key
{
    private const int ChunkLength = 256;

    /// <summary>Fills a span with random bits.</summary>
    /// <param name="destination">The span to fill.</param>
    /// <param name="start">The index of its first draw: a long fill may be made in parts, in any order. Below 2^62 -
    /// 2^31.</param>
    /// <exception cref="ArgumentOutOfRangeException">The start is too large.</exception>
    public void FillBits(Span<uint> destination, ulong start = 0)
    {
        CheckStart(start);
        if (destination.IsEmpty) return;
        // Each word holds two draws; the second may be the first wanted, the first the last wanted.
        if (start % 2 == 1)
        {
            destination[0] = Bits(start);
            destination = destination[1..];
            start++;
        }

        var words = MemoryMarshal.Cast<uint, ulong>(destination);
        Threefry.Fill(First, Second, start / 2, words);
        if (!BitConverter.IsLittleEndian)
            foreach (ref var word in words) word = ulong.RotateLeft(word, 32);
        if (destination.Length % 2 == 1) destination[^1] = Bits(start + (ulong)destination.Length - 1);
    }

    /// <summary>
    /// Fills a span with numbers uniform in [0, 1): multiples of 2^-24, from the upper bits of <see cref="FillBits"/>.
    /// </summary>
    /// <inheritdoc cref="FillBits"/>
    public void FillUniform(Span<float> destination, ulong start = 0)
    {
        Span<uint> bits = stackalloc uint[ChunkLength];
        for (var done = 0; done < destination.Length; done += ChunkLength)
        {
            var chunk = destination[done..Math.Min(done + ChunkLength, destination.Length)];
            FillBits(bits[..chunk.Length], start + (ulong)done);
            for (var i = 0; i < chunk.Length; i++) chunk[i] = (int)(bits[i] >> 8) * (1f / (1 << 24));
        }
    }

    /// <summary>
    /// Fills a span with numbers uniform in [0, 1): multiples of 2^-53, from the upper bits of 64-bit words.
    /// </summary>
    /// <inheritdoc cref="FillBits"/>
    public void FillUniform(Span<double> destination, ulong start = 0)
    {
        CheckStart(start);
        Span<ulong> words = stackalloc ulong[ChunkLength];
        for (var done = 0; done < destination.Length; done += ChunkLength)
        {
            var chunk = destination[done..Math.Min(done + ChunkLength, destination.Length)];
            Threefry.Fill(First, Second, start + (ulong)done, words[..chunk.Length]);
            for (var i = 0; i < chunk.Length; i++) chunk[i] = (long)(words[i] >> 11) * (1.0 / (1L << 53));
        }
    }

    /// <summary>Fills a span with standard normal numbers: those of the <c>double</c> fill, rounded.</summary>
    /// <inheritdoc cref="FillBits"/>
    public void FillNormal(Span<float> destination, ulong start = 0)
    {
        Span<double> values = stackalloc double[ChunkLength];
        for (var done = 0; done < destination.Length; done += ChunkLength)
        {
            var chunk = destination[done..Math.Min(done + ChunkLength, destination.Length)];
            FillNormal(values[..chunk.Length], start + (ulong)done);
            for (var i = 0; i < chunk.Length; i++) chunk[i] = (float)values[i];
        }
    }

    /// <summary>Fills a span with standard normal numbers (the method of Box and Muller).</summary>
    /// <inheritdoc cref="FillBits"/>
    public void FillNormal(Span<double> destination, ulong start = 0)
    {
        CheckStart(start);
        Span<double> group = stackalloc double[BoxMuller.GroupLength];
        for (var done = 0; done < destination.Length;)
        {
            var index = start + (ulong)done;
            var skip = (int)(index % BoxMuller.GroupLength);
            BoxMuller.Group(First, Second, index - (ulong)skip, group);
            var part = group[skip..Math.Min(group.Length, skip + destination.Length - done)];
            part.CopyTo(destination[done..]);
            done += part.Length;
        }
    }

    // Leaves room for the longest span below the counters of derived keys.
    private static void CheckStart(ulong start) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, (1UL << 62) - int.MaxValue);
}
