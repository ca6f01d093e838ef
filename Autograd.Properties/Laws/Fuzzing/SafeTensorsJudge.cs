using System.Numerics;
using System.Text;

namespace Autograd.Properties.Fuzzing;

/// <summary>
/// An independent reader of safetensors files, by whole numbers without bounds and without care for speed.
/// </summary>
internal static class SafeTensorsJudge
{
    private static readonly Dictionary<string, int> Sizes =
        new() { ["F32"] = 4, ["F64"] = 8, ["I32"] = 4, ["U32"] = 4 };

    /// <summary>
    /// The tensors of a file, each as its name, type, shape and bytes; null where it breaks a rule, or has another
    /// type.
    /// </summary>
    internal static IReadOnlyList<string>? Read(byte[] file)
    {
        if (file.Length < 8) return null;
        var length = new BigInteger(file.AsSpan(0, 8), isUnsigned: true);
        if (length < 2 || length > 100_000_000 || 8 + length > file.Length) return null;
        var header = file[8..(8 + (int)length)];
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(header).TrimEnd(' ');
            return text.StartsWith('{') && text.EndsWith('}')
                && StrictJson.Parse(text) is List<KeyValuePair<string, object>> members
                ? Tensors(members, file[(8 + (int)length)..])
                : null;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>How many bytes follow a valid header.</summary>
    internal static int DataLength(string header) =>
        ((List<KeyValuePair<string, object>>)StrictJson.Parse(header)).Where(member => member.Key != "__metadata__")
            .Select(member => (int)Place((List<KeyValuePair<string, object>>)member.Value).End).DefaultIfEmpty(0).Max();

    private static List<string>? Tensors(List<KeyValuePair<string, object>> members, byte[] data)
    {
        if (!Distinct(members)) return null;
        var (tensors, places) = (new List<string>(), new List<(BigInteger Begin, BigInteger End)>());
        foreach (var (name, value) in members)
        {
            if (value is not List<KeyValuePair<string, object>> fields || !Distinct(fields)) return null;
            if (name == "__metadata__")
            {
                if (fields.Any(field => field.Value is not string)) return null;
                continue;
            }

            if (fields.Count != 3 || Field(fields, "dtype") is not string type) return null;
            if (!Sizes.TryGetValue(type, out var size)) return null;
            if (Numbers(Field(fields, "shape")) is not { Count: <= 64 } shape || shape.Any(axis => axis > int.MaxValue))
                return null;
            if (Numbers(Field(fields, "data_offsets")) is not [var begin, var end]) return null;
            var count = shape.Aggregate(BigInteger.One, Saturated);
            if (count > long.MaxValue || end - begin != count * size || end > data.Length) return null;
            places.Add((begin, end));
            var bytes = Convert.ToHexString(data[(int)begin..(int)end]);
            tensors.Add($"{Autograd.Nn.Files.OneLine.Of(name, 60)}: {type}[{string.Join(", ", shape)}] {bytes}");
        }

        var at = BigInteger.Zero;
        foreach (var (begin, end) in places.Order())
        {
            if (begin != at) return null;
            at = end;
        }

        return at == data.Length ? tensors : null;
    }

    // A product that overflows before a length of 0 is refused by the format's own reader.
    private static BigInteger Saturated(BigInteger product, BigInteger length) =>
        product > long.MaxValue || product * length > long.MaxValue ? BigInteger.One << 64 : product * length;

    private static bool Distinct(List<KeyValuePair<string, object>> members) =>
        members.DistinctBy(member => member.Key).Count() == members.Count;

    private static object? Field(List<KeyValuePair<string, object>> fields, string name) =>
        fields.Where(field => field.Key == name).Select(field => field.Value).FirstOrDefault();

    private static List<BigInteger>? Numbers(object? value) =>
        value is List<object> items && items.All(item => item is BigInteger) ? [.. items.Cast<BigInteger>()] : null;

    private static (BigInteger Begin, BigInteger End) Place(List<KeyValuePair<string, object>> fields) =>
        Numbers(Field(fields, "data_offsets")) is [var begin, var end]
            ? (begin, end)
            : default;
}
