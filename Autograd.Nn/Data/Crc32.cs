using System.Buffers.Binary;

namespace Autograd.Nn.Data;

/// <summary>The checksum of gzip and PNG (ISO 3309, reflected polynomial 0xEDB88320), eight bytes at a time.</summary>
internal static class Crc32
{
    // Tables[k][b] is the checksum of byte b followed by k zero bytes ("slicing by 8").
    private static readonly uint[][] Tables = MakeTables();

    /// <summary>The checksum of some bytes that follow others.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="previous">The checksum of the bytes before them; 0 for none.</param>
    internal static uint Of(ReadOnlySpan<byte> bytes, uint previous = 0)
    {
        var (t0, t1, t2, t3) = (Tables[0], Tables[1], Tables[2], Tables[3]);
        var (t4, t5, t6, t7) = (Tables[4], Tables[5], Tables[6], Tables[7]);
        var crc = ~previous;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t7[(byte)low] ^ t6[(byte)(low >> 8)] ^ t5[(byte)(low >> 16)] ^ t4[low >> 24]
                ^ t3[(byte)high] ^ t2[(byte)(high >> 8)] ^ t1[(byte)(high >> 16)] ^ t0[high >> 24];
        }
        foreach (var b in bytes) crc = t0[(byte)(crc ^ b)] ^ crc >> 8;
        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        var tables = new uint[8][];
        for (var k = 0; k < tables.Length; k++)
        {
            tables[k] = new uint[256];
            for (var b = 0; b < 256; b++) tables[k][b] = k == 0 ? OfByte((uint)b) : Shifted(tables[k - 1][b]);
        }
        return tables;

        uint Shifted(uint crc) => tables[0][(byte)crc] ^ crc >> 8;
    }

    private static uint OfByte(uint crc)
    {
        for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        return crc;
    }
}
