using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autograd.Nn.Checkpoints;

/// <summary>Writes the JSON header of a safetensors file.</summary>
internal static class SafeTensorsHeader
{
    /// <summary>The member of the header that is no tensor.</summary>
    internal const string MetadataName = "__metadata__";

    /// <summary>The format's own limit of a header's length in bytes.</summary>
    internal const int Longest = 100_000_000;

    private const int Alignment = 8;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The header's bytes, padded with spaces so that the elements begin at a multiple of 8.</summary>
    internal static byte[] Write(ImmutableArray<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var (buffer, names, begin) = (new ArrayBufferWriter<byte>(), new HashSet<string>(), 0L);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            foreach (var tensor in tensors)
            {
                if (tensor.Name == MetadataName || !names.Add(tensor.Name))
                    throw new ArgumentException(
                        $"\"{tensor.Name}\" is reserved or names two tensors.", nameof(tensors));
                WriteTensor(json, tensor, begin);
                begin += tensor.Data.Length;
            }

            json.WriteEndObject();
        }

        var padding = (Alignment - buffer.WrittenCount % Alignment) % Alignment;
        return [.. buffer.WrittenSpan, .. Enumerable.Repeat((byte)' ', padding)];
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0) return;
        json.WriteStartObject(MetadataName);
        foreach (var (name, text) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(Valid(name), Valid(text));
        json.WriteEndObject();
    }

    private static void WriteTensor(Utf8JsonWriter json, TensorEntry tensor, long begin)
    {
        json.WriteStartObject(Valid(tensor.Name));
        json.WriteString("dtype", tensor.Kind.Stored().Name);
        json.WriteStartArray("shape");
        foreach (var length in tensor.Shape) json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(begin + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The JSON writer would replace half a surrogate pair, and two names might become one.
    private static string Valid(string text)
    {
        Strict.GetByteCount(text);
        return text;
    }
}
