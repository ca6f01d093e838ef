using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Autograd.Nn.Files;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>
/// Reads and checks the JSON header of a safetensors file: by all rules of the format, before any element.
/// </summary>
/// <param name="file">The path of the file, for errors.</param>
/// <param name="header">The header, which follows the 8 bytes of its length.</param>
/// <param name="dataLength">How many bytes follow the header.</param>
internal sealed class SafeTensorsReader(string file, byte[] header, long dataLength)
{
    private const int HeaderOffset = sizeof(ulong);

    // Each takes some hundred bytes in memory, and as few as eight in a file.
    private const int MostMetadata = 100_000;

    /// <summary>The tensors, which tile the bytes after the header without gap or overlap, and the metadata.</summary>
    internal Either<CheckpointError, StoredCheckpoint> Read()
    {
        try
        {
            CheckText();
            var json = new Utf8JsonReader(header);
            var read = ReadRoot(ref json);
            CheckPadding((int)json.BytesConsumed);
            CheckTiling(read.Tensors);
            return read;
        }
        catch (HeaderException problem)
        {
            return new CheckpointError(file, HeaderOffset + problem.Offset, problem.Expected, problem.Found);
        }
        catch (JsonException exception)
        {
            return new CheckpointError(
                file, HeaderOffset + OffsetOf(exception), "a header in JSON",
                "what is not (the file is damaged, or no safetensors file)");
        }
    }

    private void CheckText()
    {
        if (header[0] != '{') throw new HeaderException(0, "{, as a header begins", $"the byte {header[0]:x2}");
        if (!Utf8.IsValid(header))
            throw new HeaderException(FirstInvalid(header), "a header in UTF-8", "bytes that are no text");
    }

    private static StoredCheckpoint ReadRoot(ref Utf8JsonReader json)
    {
        var names = new System.Collections.Generic.HashSet<string>();
        var tensors = ImmutableArray.CreateBuilder<StoredTensor>();
        var metadata = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        json.Next();
        while (json.Next() == JsonTokenType.PropertyName)
        {
            var name = json.Text();
            if (!names.Add(name)) throw json.Problem("each name once", $"{OneLine.Quoted(name)} again");
            if (name == SafeTensorsHeader.MetadataName) metadata = ReadMetadata(ref json, metadata);
            else tensors.Add(new TensorParser(name).Read(ref json, HeaderOffset));
        }

        return new(tensors.DrainToImmutable(), metadata);
    }

    private static ImmutableSortedDictionary<string, string> ReadMetadata(
        ref Utf8JsonReader json, ImmutableSortedDictionary<string, string> empty)
    {
        var metadata = empty.ToBuilder();
        if (json.Next() != JsonTokenType.StartObject) throw json.Problem("metadata in a JSON object", json.Found());
        while (json.Next() == JsonTokenType.PropertyName)
        {
            var name = json.Text();
            if (metadata.ContainsKey(name))
                throw json.Problem("each name of the metadata once", $"{OneLine.Quoted(name)} again");
            if (metadata.Count == MostMetadata)
                throw json.Problem($"at most {MostMetadata} texts in the metadata", "more");
            if (json.Next() != JsonTokenType.String)
                throw json.Problem($"text for {OneLine.Quoted(name)} in the metadata", json.Found());
            metadata.Add(name, json.Text());
        }

        return metadata.ToImmutable();
    }

    private void CheckPadding(int end)
    {
        if (header.AsSpan(end).IndexOfAnyExcept((byte)' ') is var other and >= 0)
            throw new HeaderException(
                end + other, "nothing but spaces after the header", $"the byte {header[end + other]:x2}");
    }

    private void CheckTiling(ImmutableArray<StoredTensor> tensors)
    {
        var end = 0L;
        foreach (var tensor in tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End))))
        {
            if (tensor.Begin != end)
                throw new HeaderException(
                    tensor.Offset - HeaderOffset,
                    $"{OneLine.Quoted(tensor.Name)} to begin at {end} of the data, where the tensor before it ends",
                    $"{tensor.Begin} ({(tensor.Begin < end ? "they overlap" : "there is a gap")})");
            end = tensor.End;
            if (end > dataLength)
                throw new HeaderException(
                    header.Length + Math.Min(tensor.Begin, dataLength),
                    $"{tensor.End - tensor.Begin} bytes of {OneLine.Quoted(tensor.Name)}",
                    $"{Math.Max(0, dataLength - tensor.Begin)} (the file is cut off)");
        }

        if (end < dataLength)
            throw new HeaderException(header.Length + end, "the end of the file", $"{dataLength - end} more bytes");
    }

    private long OffsetOf(JsonException exception)
    {
        var lineStart = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
            lineStart += header.AsSpan(lineStart).IndexOf((byte)'\n') + 1;
        return lineStart + (exception.BytePositionInLine ?? 0);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        return at;
    }
}
