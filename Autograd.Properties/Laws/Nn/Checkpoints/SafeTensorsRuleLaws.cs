using Autograd.Nn.Checkpoints;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Properties.Nn.SafeTensorsBytes;

namespace Autograd.Properties.Nn;

/// <summary>
/// Each rule of the safetensors format, broken: the error names the byte, the tensor and what was expected.
/// </summary>
public sealed class SafeTensorsRuleLaws : IDisposable
{
    private const string Elements = "elements of type F32, F64, I32 or U32 in \"w\"";
    private const string Lengths = "whole numbers up to 2147483647 in the shape of \"w\"";
    private const string Places = "two data_offsets of \"w\", a begin and an end not before it";
    private const string DType = "a dtype of the format for \"w\", such as F32, F64, I32 or U32";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Each row: a header, the number of bytes after it, and the message after the file's name.
    public static TheoryData<string, int, string> BrokenHeaders { get; } = new()
    {
        { "[]", 0, "at byte 8: expected {, as a header begins, found the byte 5b" },
        { " {}", 0, "at byte 8: expected {, as a header begins, found the byte 20" },
        { "\uFEFF{}", 0, "at byte 8: expected {, as a header begins, found the byte ef" },
        { "{}\n", 0, "at byte 10: expected nothing but spaces after the header, found the byte 0a" },
        { "{}  \0", 0, "at byte 12: expected nothing but spaces after the header, found the byte 00" },
        { "{}{}", 0, "at byte 10: expected nothing but spaces after the header, found the byte 7b" },
        {
            "{\"w\":\n  oops}", 0,
            "at byte 16: expected a header in JSON, found what is not (the file is damaged, or no safetensors file)"
        },
        { "{\"w\":1,}", 0, "at byte 13: expected a JSON object for \"w\", found 1" },
        { """{"\ud800":1}""", 0, "at byte 9: expected Unicode text, found \"\\ud800\", with half a surrogate pair" },
        {
            """{"__metadata__":{"a":"\udc00"}}""", 0,
            "at byte 29: expected Unicode text, found \"\\udc00\", with half a surrogate pair"
        },
        {
            """{"w":{"\ud800":1}}""", 0,
            "at byte 14: expected Unicode text, found \"\\ud800\", with half a surrogate pair"
        },
        { """{"w":1}""", 0, "at byte 13: expected a JSON object for \"w\", found 1" },
        { """{"w":[]}""", 0, "at byte 13: expected a JSON object for \"w\", found an array" },
        { Tensor("F16", "[1]", "[0,2]"), 2, $"at byte 9: expected {Elements}, found F16" },
        { Tensor("BF16", "[1]", "[0,2]"), 2, $"at byte 9: expected {Elements}, found BF16" },
        { Tensor("I64", "[1]", "[0,8]"), 8, $"at byte 9: expected {Elements}, found I64" },
        { Tensor("U8", "[1]", "[0,1]"), 1, $"at byte 9: expected {Elements}, found U8" },
        { Tensor("BOOL", "[1]", "[0,1]"), 1, $"at byte 9: expected {Elements}, found BOOL" },
        {
            Tensor("F4", "[1]", "[0,1]"), 1,
            "at byte 9: expected elements of \"w\" that fill whole bytes, found 4 bits"
        },
        { Tensor("I64", "[1]", "[0,4]"), 4, "at byte 9: expected 8 bytes for w: I64[1], found 4" },
        { Tensor("f32", "[1]", "[0,4]"), 4, $"at byte 22: expected {DType}, found \"f32\"" },
        { """{"w":{"dtype":7}}""", 4, $"at byte 22: expected {DType}, found 7" },
        { """{"w":{"shape":[1],"data_offsets":[0,4]}}""", 4, "at byte 9: expected dtype for \"w\", found none" },
        { """{"w":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "at byte 9: expected shape for \"w\", found none" },
        { """{"w":{"dtype":"F32","shape":[1]}}""", 4, "at byte 9: expected data_offsets for \"w\", found none" },
        {
            """{"w":{"dtype":"F32","dtype":"F32"}}""", 4,
            "at byte 28: expected each field of \"w\" once, found \"dtype\" again"
        },
        {
            """{"w":{"dtype":"F32","d\u0074ype":"F32"}}""", 4,
            "at byte 28: expected each field of \"w\" once, found \"dtype\" again"
        },
        {
            """{"w":{"shape":[],"shape":[]}}""", 4,
            "at byte 25: expected each field of \"w\" once, found \"shape\" again"
        },
        {
            """{"w":{"data_offsets":[0,0],"data_offsets":[0,0]}}""", 4,
            "at byte 35: expected each field of \"w\" once, found \"data_offsets\" again"
        },
        {
            """{"w":{"dtype":"F32","strides":[1]}}""", 4,
            "at byte 28: expected dtype, shape and data_offsets alone for \"w\", found \"strides\""
        },
        { Tensor("F32", "[-1]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found -1" },
        { Tensor("F32", "[-0]", "[0,0]"), 0, $"at byte 37: expected {Lengths}, found -0" },
        { Tensor("F32", "[0.5]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found 0.5" },
        { Tensor("F32", "[1e0]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found 1e0" },
        { Tensor("F32", "[\"1\"]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found \"1\"" },
        { Tensor("F32", "[[1]]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found an array" },
        { Tensor("F32", "[null]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found null" },
        { Tensor("F32", "1", "[0,4]"), 4, "at byte 36: expected an array as the shape of \"w\", found 1" },
        { Tensor("F32", "[3000000000]", "[0,4]"), 4, $"at byte 37: expected {Lengths}, found 3000000000" },
        {
            Tensor("F32", "[99999999999999999999999999]", "[0,4]"), 4,
            $"at byte 37: expected {Lengths}, found 99999999999999999999999999"
        },
        {
            Tensor("F32", "[2000000000,2000000000,2000000000]", "[0,4]"), 4,
            "at byte 9: expected at most 536870897 elements in \"w\", found 9223372036854775807 or more"
        },
        {
            Tensor("F32", "[2000000000,2000000000,2000000000,0]", "[0,0]"), 0,
            "at byte 9: expected at most 536870897 elements in \"w\", found 9223372036854775807 or more"
        },
        {
            Tensor("F32", $"[{string.Join(",", Enumerable.Repeat(1, 65))}]", "[0,4]"), 4,
            "at byte 165: expected at most 64 axes in the shape of \"w\", found more"
        },
        { Tensor("F32", "[1]", "[4,0]"), 4, $"at byte 58: expected {Places}, found 0" },
        { Tensor("F32", "[1]", "[0]"), 4, $"at byte 57: expected {Places}, found its end" },
        { Tensor("F32", "[1]", "[-4,0]"), 4, $"at byte 56: expected {Places}, found -4" },
        { Tensor("F32", "[1]", "[0,4,4]"), 4, $"at byte 60: expected {Places}, found 4" },
        { Tensor("F32", "[1]", "[0,1e400]"), 4, $"at byte 58: expected {Places}, found 1e400" },
        { Tensor("F32", "[2,3]", "[0,20]"), 20, "at byte 9: expected 24 bytes for w: F32[2, 3], found 20" },
        { Tensor("F32", "[2]", "[0,8]"), 5, "at byte 62: expected 8 bytes of \"w\", found 5 (the file is cut off)" },
        { Tensor("F32", "[1]", "[0,4]"), 6, "at byte 66: expected the end of the file, found 2 more bytes" },
        {
            Tensor("F32", "[1]", "[4,8]"), 8,
            "at byte 9: expected \"w\" to begin at 0 of the data, where the tensor before it ends, found 4 "
            + "(there is a gap)"
        },
        {
            Two("[0,4]", "[0,4]"), 4,
            "at byte 62: expected \"v\" to begin at 4 of the data, where the tensor before it ends, found 0 "
            + "(they overlap)"
        },
        { Two("[0,4]", "[4,8]", second: "w"), 8, "at byte 62: expected each name once, found \"w\" again" },
        { Two("[0,4]", "[4,8]", second: "\\u0077"), 8, "at byte 62: expected each name once, found \"w\" again" },
        { """{"__metadata__":{"a":1}}""", 0, "at byte 29: expected text for \"a\" in the metadata, found 1" },
        { """{"__metadata__":{"a":{}}}""", 0, "at byte 29: expected text for \"a\" in the metadata, found an object" },
        {
            """{"__metadata__":{"a":"1","a":"1"}}""", 0,
            "at byte 33: expected each name of the metadata once, found \"a\" again"
        },
        {
            """{"__metadata__":{},"__metadata__":{}}""", 0,
            "at byte 27: expected each name once, found \"__metadata__\" again"
        },
        { """{"__metadata__":7}""", 0, "at byte 24: expected metadata in a JSON object, found 7" },
    };

    [Theory]
    [MemberData(nameof(BrokenHeaders))]
    public void Each_kind_of_damage_is_named(string header, int dataLength, string message) =>
        Assert.Equal($"model.safetensors: {message}", Message(Of(header, new byte[dataLength])));

    [Fact]
    public void Bytes_that_are_no_text_are_an_error_at_the_first_of_them()
    {
        byte[][] invalid = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]];
        foreach (var bytes in invalid)
            Assert.Equal(
                "model.safetensors: at byte 11: expected a header in UTF-8, found bytes that are no text",
                Message(Of([.. "{\"é"u8[..2], (byte)'a', .. bytes, .. "\":1}"u8])));
    }

    [Fact]
    public void Tensors_may_stand_in_any_order_and_empty_ones_between_others()
    {
        var path = _folder.Write("model.safetensors", Of(Two("[4,8]", "[0,4]"), 1, 0, 0, 0, 2, 0, 0, 0));
        var file = Read(path);
        Assert.Equal((2, 1), (file.Tensors[0].Data.Span[0], file.Tensors[1].Data.Span[0]));
        const string empty =
            """{"a":{"dtype":"F32","shape":[0],"data_offsets":[4,4]},"b":"""
            + """{"dtype":"I32","shape":[1],"data_offsets":[0,4]}}    """;
        Assert.Equal(
            [0, 1], Read(_folder.Write("empty", Of(empty, new byte[4]))).Tensors.Select(tensor => tensor.Shape[0]));
    }

    // Names as long as a header may be, and as many of everything as fit into one.
    [Theory]
    [InlineData("{\"", "a", "\":1}")]
    [InlineData("{\"", "\\u000a", "\":1}")]
    [InlineData("{\"w\":{\"dtype\":\"", "\\n", "\"}}")]
    [InlineData("{\"w\":{\"", "shape", "\":1}}")]
    [InlineData("{\"w\":{\"shape\":[1", "1", "]}}")]
    [InlineData("{\"w\":{\"shape\":[1", ",1", "]}}")]
    [InlineData("{\"w\":", "[", "")]
    [InlineData("{", "\n", "")]
    [InlineData("{\"__metadata__\":{\"a\":\"", "x", "\",\"a\":1}}")]
    public void Messages_stay_short_and_memory_in_proportion_whatever_the_header_has(
        string start, string piece, string end)
    {
        var header = start + string.Concat(Enumerable.Repeat(piece, 10_000_000 / piece.Length)) + end;
        var path = _folder.Write("model.safetensors", Of(header));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = SafeTensors.Read(path).Match(Right: _ => "", Left: error => error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8L * header.Length);
        Assert.InRange(message.Length, 20, 400);
        Assert.DoesNotContain(message, char.IsControl);
    }

    [Fact]
    public void A_header_of_very_many_tensors_takes_memory_in_proportion()
    {
        var tensors = Enumerable.Range(0, 200_000).Select(i => $$"""
            "{{i:x}}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}
            """);
        var path = _folder.Write("model.safetensors", Of($"{{{string.Join(",", tensors)}}}"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(200_000, Read(path).Tensors.Length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * new FileInfo(path).Length);
    }

    [Fact]
    public void A_header_that_claims_more_than_the_file_has_is_refused_at_once()
    {
        foreach (var claim in new[] { 100_000_000UL, 100_000_001UL, ulong.MaxValue, 1UL << 63, 0UL, 1UL })
        {
            var path = _folder.Write("model.safetensors", [.. BitConverter.GetBytes(claim), .. "{}"u8]);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(SafeTensors.Read(path).IsLeft);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        }
    }

    private string Message(byte[] file) =>
        SafeTensors.Read(_folder.Write("model.safetensors", file)).Match(
            Right: _ => "read", Left: error => error.Message);

    private static SafeTensorsFile Read(string path) =>
        SafeTensors.Read(path).Match(
            Right: file => file, Left: error => throw new InvalidOperationException(error.Message));
}
