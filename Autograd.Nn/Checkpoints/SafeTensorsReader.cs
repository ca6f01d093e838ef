using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>What a header says of a tensor: its bytes are those from begin to end, counted from the end of the header.</summary>
internal sealed record StoredTensor(string Name, TensorKind Kind, ImmutableArray<int> Shape, long Begin, long End, long NameOffset);

/// <summary>What a header says of all tensors, in its order.</summary>
internal sealed record StoredCheckpoint(ImmutableList<StoredTensor> Tensors, ImmutableSortedDictionary<string, string> Metadata)
{
    internal static StoredCheckpoint Empty { get; } = new([], ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));
}

/// <summary>Reads and checks the JSON header of a safetensors file.</summary>
/// <param name="file">The path of the file, for errors.</param>
/// <param name="header">The header, which follows the 8 bytes of its length.</param>
/// <param name="dataLength">How many bytes follow the header.</param>
internal sealed class SafeTensorsReader(string file, byte[] header, long dataLength)
{
    private const int HeaderOffset = sizeof(ulong);
    private const string CutOff = "the file is cut off";

    private long DataOffset => HeaderOffset + header.Length;

    /// <summary>The tensors, which tile the bytes after the header without gap or overlap, and the metadata.</summary>
    internal Either<CheckpointError, StoredCheckpoint> Read()
    {
        try
        {
            using var json = JsonDocument.Parse(header.AsMemory());
            return ReadRoot(json.RootElement).Bind(CheckTiling);
        }
        catch (JsonException exception)
        {
            return Error(OffsetOf(exception), "a header in JSON", "what is not (the file is damaged, or no safetensors file)");
        }
        catch (InvalidOperationException)
        {
            // Text is decoded only when it is asked for.
            return Error(HeaderOffset, "a header in UTF-8", "bytes or an escape that are no Unicode text");
        }
    }

    private Either<CheckpointError, StoredCheckpoint> ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Error(HeaderOffset, "a JSON object", $"{root.ValueKind}");
        var names = new System.Collections.Generic.HashSet<string>();
        Either<CheckpointError, StoredCheckpoint> result = StoredCheckpoint.Empty;
        foreach (var member in root.EnumerateObject())
        {
            if (result.IsLeft) break;
            result = !names.Add(member.Name)
                ? Error(OffsetOf(member), "each name once", $"\"{member.Name}\" again")
                : result.Bind(read => member.Name == SafeTensorsHeader.MetadataName
                    ? ReadMetadata(member).Map(metadata => read with { Metadata = metadata })
                    : ReadTensor(member).Map(tensor => read with { Tensors = read.Tensors.Add(tensor) }));
        }
        return result;
    }

    private Either<CheckpointError, ImmutableSortedDictionary<string, string>> ReadMetadata(JsonProperty member)
    {
        if (member.Value.ValueKind != JsonValueKind.Object)
            return Error(OffsetOf(member), "metadata in a JSON object", $"{member.Value.ValueKind}");
        var metadata = StoredCheckpoint.Empty.Metadata.ToBuilder();
        foreach (var text in member.Value.EnumerateObject())
        {
            if (text.Value.ValueKind != JsonValueKind.String)
                return Error(OffsetOf(text), $"text for \"{text.Name}\"", $"{text.Value.ValueKind}");
            if (!metadata.TryAdd(text.Name, text.Value.GetString()!))
                return Error(OffsetOf(text), "each name once", $"\"{text.Name}\" again");
        }
        return metadata.ToImmutable();
    }

    private Either<CheckpointError, StoredTensor> ReadTensor(JsonProperty member)
    {
        var (name, at) = (member.Name, OffsetOf(member));
        if (member.Value.ValueKind != JsonValueKind.Object)
            return Error(at, $"a JSON object for \"{name}\"", $"{member.Value.ValueKind}");
        var type = Member(member.Value, "dtype");
        if (type.ValueKind != JsonValueKind.String || TensorKinds.Named(type.GetString()) is not { } kind)
            return Error(at, $"dtype {TensorKinds.Supported} for \"{name}\"", Text(type));
        if (Numbers(Member(member.Value, "shape"), int.MaxValue) is not { } shape)
            return Error(
                at, $"a shape of whole numbers up to {int.MaxValue} for \"{name}\"", Text(Member(member.Value, "shape")));
        if (Numbers(Member(member.Value, "data_offsets"), long.MaxValue) is not [var begin, var end] || end < begin)
            return Error(
                at, $"data_offsets of a begin and an end not before it for \"{name}\"", Text(Member(member.Value, "data_offsets")));

        var tensor = new StoredTensor(name, kind, [.. shape.Select(length => (int)length)], begin, end, at);
        var (count, room) = (TensorEntry.Product(tensor.Shape), Array.MaxLength / kind.Size());
        if (count > room) return Error(at, $"at most {room} elements in \"{name}\"", $"{count}");
        if (end - begin != count * kind.Size())
            return Error(
                at, $"{count * kind.Size()} bytes for \"{name}\", {kind.Name()}[{string.Join(", ", shape)}]", $"{end - begin}");
        if (end > dataLength)
            return Error(
                DataOffset + Math.Min(begin, dataLength), $"{end - begin} bytes of \"{name}\"", $"{Math.Max(0, dataLength - begin)} ({CutOff})");
        return tensor;
    }

    private Either<CheckpointError, StoredCheckpoint> CheckTiling(StoredCheckpoint read)
    {
        var end = 0L;
        foreach (var tensor in read.Tensors.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End))
        {
            if (tensor.Begin != end)
                return Error(
                    tensor.NameOffset, $"\"{tensor.Name}\" to begin at {end} of the data, where the tensor before it ends",
                    $"{tensor.Begin} ({(tensor.Begin < end ? "they overlap" : "there is a gap")})");
            end = tensor.End;
        }
        return end == dataLength ? read : Error(DataOffset + end, "the end of the file", $"{dataLength - end} more bytes");
    }

    private CheckpointError Error(long offset, string expected, string found) => new(file, offset, expected, found);

    private long OffsetOf(JsonProperty member) =>
        header.AsSpan().Overlaps(JsonMarshal.GetRawUtf8PropertyName(member), out var offset) ? HeaderOffset + offset : HeaderOffset;

    private long OffsetOf(JsonException exception)
    {
        var lineStart = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--) lineStart += header.AsSpan(lineStart).IndexOf((byte)'\n') + 1;
        return HeaderOffset + lineStart + (exception.BytePositionInLine ?? 0);
    }

    private static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out var member) ? member : default;

    private static long[]? Numbers(JsonElement element, long largest)
    {
        if (element.ValueKind != JsonValueKind.Array) return null;
        var numbers = element.EnumerateArray().Select(NumberOf).ToArray();
        return Array.Exists(numbers, number => number < 0) ? null : numbers;

        long NumberOf(JsonElement item) =>
            item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var number) && number <= largest ? number : -1;
    }

    // A header of 100 MB must not become a message of 100 MB.
    private static string Text(JsonElement element)
    {
        var text = element.ValueKind == JsonValueKind.Undefined ? "nothing" : element.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= 60 ? text : $"{text[..60]}…";
    }
}
