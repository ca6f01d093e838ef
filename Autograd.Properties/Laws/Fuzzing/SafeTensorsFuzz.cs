using System.Text;
using Autograd.Nn.Checkpoints;
using Autograd.Properties.Nn;
using LanguageExt;

namespace Autograd.Properties.Fuzzing;

/// <summary>safetensors files, damaged in their header's tokens, in its length and anywhere.</summary>
internal static class SafeTensorsFuzz
{
    private static readonly string[] Headers =
    [
        $"{{{Tensor("Weight", "F32", "[2,3]", 0, 24)},{Tensor("Bias", "F64", "[1]", 24, 32)}}}",
        $$"""{"__metadata__":{"format":"pt","é\n":"ü"},{{Tensor("k", "U32", "[2]", 0, 8)}}}    """,
        $"{{{Tensor("a", "I32", "[]", 4, 8)},{Tensor("b", "F32", "[0,5]", 4, 4)},{Tensor("c", "F32", "[1]", 0, 4)}}}",
        """{ "x" : { "shape" : [ 1 , 1 , 4 ] , "dtype" : "F32" , "data_offsets" : [ 0 , 16 ] } }  """,
        $"{{{Tensor("n", "I64", "[]", 0, 8)},{Tensor("h", "F16", "[2]", 8, 12)},{Tensor("m", "BOOL", "[4]", 12, 16)}}}",
        "{}",
    ];

    private static readonly string[] Words =
    [
        "0", "1", "2", "4", "8", "16", "24", "-1", "-0", "1.0", "1e0", "01", "2147483647", "2147483648", "4294967296",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "99999999999999999999999999", "[", "]",
        "{", "}", ",", ":", "\"", " ", "\n", "\0", "null", "true", "\"dtype\"", "\"shape\"", "\"data_offsets\"",
        "\"strides\"", "dtype", "shape", "d\\u0074ype", "F32", "F16", "I64", "U8", "F4", "I32", "__metadata__", "a",
        "Weight", "\\ud800", "\\ud83d\\ude00", "\\", "\uFEFF", "é", "/*", "//",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,",
    ];

    /// <summary>Files: accepted exactly where the independent reader accepts them, with the same tensors.</summary>
    internal static Fuzzed Reader { get; } = new("safetensors", File, path => SafeTensors.Read(path), Judge);

    private static string Tensor(string name, string type, string shape, int begin, int end) =>
        $$"""
        "{{name}}":{"dtype":"{{type}}","shape":{{shape}},"data_offsets":[{{begin}},{{end}}]}
        """;

    private static byte[] File(Random random)
    {
        var (header, other) = (Headers[random.Next(Headers.Length)], Headers[random.Next(Headers.Length)]);
        var data = new byte[random.Next(6) == 0 ? random.Next(40) : SafeTensorsJudge.DataLength(header)];
        random.NextBytes(data);
        if (random.Next(3) > 0) header = header.Mutated(Words, random);
        var bytes = Encoding.UTF8.GetBytes(header);
        if (random.Next(6) == 0) bytes = bytes.Mutated(Encoding.UTF8.GetBytes(other), random);
        var file = SafeTensorsBytes.Of(bytes, data);
        return random.Next(6) == 0 ? file.Mutated(SafeTensorsBytes.Of(other, data), random) : file;
    }

    private static Judgement Judge(byte[] file, object outcome)
    {
        var expected = SafeTensorsJudge.Read(file);
        return ((Either<CheckpointError, SafeTensorsFile>)outcome).Match(
            Right: read => new Judgement(
                null,
                expected is null ? "accepted, but is wrong"
                : expected.SequenceEqual(read.Tensors.Select(Text)) ? null
                : "other tensors"),
            Left: error => new Judgement(
                error.Message, expected is null ? null : $"refused, but is right: {error.Message}"));
    }

    private static string Text(TensorEntry tensor) => $"{tensor} {Convert.ToHexString(tensor.Data.Span)}";
}
