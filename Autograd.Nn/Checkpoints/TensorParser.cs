using System.Collections.Immutable;
using System.Text.Json;
using Autograd.Nn.Files;

namespace Autograd.Nn.Checkpoints;

/// <summary>
/// Reads what a header says of one tensor: its type, its shape and its place, each once and nothing else.
/// </summary>
/// <param name="name">The tensor's name.</param>
internal readonly struct TensorParser(string name)
{
    // As many as NumPy has; a header of 100 MB would have room for fifty million.
    private const int MostAxes = 64;
    private const int LongestField = 12;

    private const string Type = "dtype";
    private const string Shape = "shape";
    private const string Place = "data_offsets";

    private static readonly string[] Fields = [Type, Shape, Place];

    // Made for a message only: a header may name a million tensors.
    private string Quoted => OneLine.Quoted(name);

    /// <summary>The tensor.</summary>
    /// <param name="json">The reader at the name; it is left at the end of the tensor.</param>
    /// <param name="start">Where the header begins in the file.</param>
    internal StoredTensor Read(ref Utf8JsonReader json, int start)
    {
        var offset = json.TokenStartIndex;
        var (type, shape, place) = ((StoredType?)null, default(ImmutableArray<int>), ((long Begin, long End)?)null);
        if (json.Next() != JsonTokenType.StartObject) throw json.Problem($"a JSON object for {Quoted}", json.Found());
        while (json.Next() == JsonTokenType.PropertyName)
        {
            switch (json.WordOf(Fields, LongestField))
            {
                case Type when type is null: type = ReadType(ref json); break;
                case Shape when shape.IsDefault: shape = ReadShape(ref json); break;
                case Place when place is null: place = ReadPlace(ref json); break;
                case { } field: throw json.Problem($"each field of {Quoted} once", $"\"{field}\" again");
                default: throw json.Problem($"{Type}, {Shape} and {Place} alone for {Quoted}", json.Found());
            }
        }

        var missing = type is null ? Type : shape.IsDefault ? Shape : place is null ? Place : null;
        if (missing is not null) throw new HeaderException(offset, $"{missing} for {Quoted}", "none");
        var tensor = new StoredTensor(name, type!, shape, place!.Value.Begin, place.Value.End, start + offset);
        CheckSize(tensor, offset);
        return tensor;
    }

    private StoredType ReadType(ref Utf8JsonReader json)
    {
        var word = json.Next() == JsonTokenType.String ? json.WordOf(StoredType.Names, StoredType.LongestName) : null;
        return StoredType.Named(word)
            ?? throw json.Problem($"a dtype of the format for {Quoted}, such as {StoredType.Readable}", json.Found());
    }

    private ImmutableArray<int> ReadShape(ref Utf8JsonReader json)
    {
        if (json.Next() != JsonTokenType.StartArray)
            throw json.Problem($"an array as the shape of {Quoted}", json.Found());
        Span<int> lengths = stackalloc int[MostAxes];
        var rank = 0;
        for (; json.Next() != JsonTokenType.EndArray; rank++)
        {
            if (json.Count() is not { } length || length > int.MaxValue)
                throw json.Problem($"whole numbers up to {int.MaxValue} in the shape of {Quoted}", json.Found());
            if (rank == MostAxes) throw json.Problem($"at most {MostAxes} axes in the shape of {Quoted}", "more");
            lengths[rank] = (int)length;
        }

        return [.. lengths[..rank]];
    }

    private (long Begin, long End) ReadPlace(ref Utf8JsonReader json)
    {
        if (json.Next() == JsonTokenType.StartArray
            && json.Next() == JsonTokenType.Number && json.Count() is { } begin
            && json.Next() == JsonTokenType.Number && json.Count() is { } end && end >= begin
            && json.Next() == JsonTokenType.EndArray)
            return (begin, end);
        throw json.Problem($"two {Place} of {Quoted}, a begin and an end not before it", json.Found());
    }

    private void CheckSize(StoredTensor tensor, long offset)
    {
        var most = Array.MaxLength * 8L / tensor.Type.Bits;
        if (TensorEntry.Product(tensor.Shape) is var count && count > most)
            throw new HeaderException(offset, $"at most {most} elements in {Quoted}", $"{count} or more");
        var bits = count * tensor.Type.Bits;
        if (bits % 8 != 0)
            throw new HeaderException(offset, $"elements of {Quoted} that fill whole bytes", $"{bits} bits");
        if (tensor.End - tensor.Begin != bits / 8)
            throw new HeaderException(offset, $"{bits / 8} bytes for {tensor}", $"{tensor.End - tensor.Begin}");
    }
}
