using System.Buffers.Binary;
using System.Text;

namespace Autograd.Properties.Nn;

/// <summary>Bytes of safetensors files, right and wrong.</summary>
internal static class SafeTensorsBytes
{
    /// <summary>A file of a header and the bytes after it.</summary>
    internal static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    /// <summary>A file of a header, which may be no text, and the bytes after it.</summary>
    internal static byte[] Of(byte[] header, params byte[] data)
    {
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>The header of one tensor, w.</summary>
    internal static string Tensor(string type, string shape, string offsets) =>
        $$$"""{"w":{"dtype":"{{{type}}}","shape":{{{shape}}},"data_offsets":{{{offsets}}}}}""";

    /// <summary>The header of two tensors of one number, w and another.</summary>
    internal static string Two(string firstOffsets, string secondOffsets, string second = "v") =>
        $"{Tensor("F32", "[1]", firstOffsets)[..^1]},{Tensor("F32", "[1]", secondOffsets)[1..]}"
            .Replace(",\"w\":", $",\"{second}\":", StringComparison.Ordinal);
}
