using System.Buffers.Binary;
using System.Collections.Immutable;
using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>The header of an IDX file.</summary>
/// <remarks>
/// Two zero bytes, the element type, the number of dimensions, and each dimension in 32 bits, big-endian.
/// </remarks>
internal static class IdxHeader
{
    private const byte UnsignedByte = 0x08;
    private const int MostDimensions = 8;

    /// <summary>The bytes of the header of an array with a number of dimensions.</summary>
    internal static int Length(int dimensions) => 4 + 4 * dimensions;

    /// <summary>The header's bytes.</summary>
    internal static byte[] Write(ImmutableArray<int> dimensions)
    {
        var header = new byte[Length(dimensions.Length)];
        (header[2], header[3]) = (UnsignedByte, (byte)dimensions.Length);
        for (var i = 0; i < dimensions.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(Length(i)), dimensions[i]);
        }

        return header;
    }

    /// <summary>The dimensions: each at least 1, their product the length of an array at most.</summary>
    internal static Either<DataError, ImmutableArray<int>> Read(FileContent content)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = content.Read(magic);
        if (read < 4) return content.Error(read, "a header of 4 bytes", $"the end of the file ({DataErrors.CutOff})");
        if (magic[0] != 0 || magic[1] != 0)
            return content.Error(
                0, "00 00, as an IDX file begins", $"{magic[0]:x2} {magic[1]:x2} (it is not an IDX file)");
        if (magic[2] != UnsignedByte)
            return content.Error(
                2, "element type 0x08 (unsigned byte), the only one supported",
                $"0x{magic[2]:x2} ({TypeName(magic[2])})");
        if (magic[3] is 0 or > MostDimensions)
            return content.Error(3, $"1 to {MostDimensions} dimensions", $"{magic[3]}");

        Span<byte> sizes = stackalloc byte[4 * magic[3]];
        read = content.Read(sizes);
        return read < sizes.Length
            ? content.Error(4 + read, $"{magic[3]} dimensions in {sizes.Length} bytes",
                $"the end of the file ({DataErrors.CutOff})")
            : ReadSizes(content, sizes);
    }

    private static Either<DataError, ImmutableArray<int>> ReadSizes(FileContent content, ReadOnlySpan<byte> sizes)
    {
        var dimensions = ImmutableArray.CreateBuilder<int>(sizes.Length / 4);
        var count = 1L;
        while (dimensions.Count < dimensions.Capacity)
        {
            var offset = Length(dimensions.Count);
            var size = BinaryPrimitives.ReadInt32BigEndian(sizes[(offset - 4)..]);
            if (size <= 0) return content.Error(offset, "a dimension of at least 1", $"{size}");
            count *= size;
            if (count > Array.MaxLength)
                return content.Error(
                    offset, $"at most {Array.MaxLength} elements",
                    $"a dimension of {size}, which makes them {count} or more");
            dimensions.Add(size);
        }

        return dimensions.MoveToImmutable();
    }

    private static string TypeName(byte code) => code switch
    {
        0x09 => "signed byte",
        0x0B => "16-bit integer",
        0x0C => "32-bit integer",
        0x0D => "float",
        0x0E => "double",
        _ => "no type of the format",
    };
}
