using System.Security.Cryptography;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using LanguageExt;
using Xunit;
using static Autograd.Properties.Nn.Data.IdxContent;

namespace Autograd.Properties.Nn.Data;

/// <summary>An IDX file is read whole, or there is an error that says where it went wrong.</summary>
public sealed class IdxFileLaws : IDisposable
{
    private const string CutOff = "(the file is cut off; download it again)";
    private const string Damaged = "(the file is damaged; download it again)";

    private const string NotIntact = "expected intact gzip data, found data, a checksum or a length that is not "
        + Damaged;
    private const string NotGzip =
        "expected the end of the file after the gzip data, found more bytes, which are no gzip data " + Damaged;

    private static readonly byte[] Small = Idx([2, 3, 5], Elements(30));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(60, 28, 28)]
    [InlineData(1, 2, 1, 2, 1, 2, 1, 2)]
    public void What_is_written_is_read_plain_and_compressed(params int[] dimensions)
    {
        var content = Idx(dimensions, Elements(dimensions.Aggregate(1, (a, b) => a * b)));
        foreach (var file in new[] { content, Gzip(content) })
        {
            var idx = Right(IdxFile.Read(_folder.Write("any.name", file)));
            Assert.Equal(dimensions, idx.Dimensions);
            Assert.Equal(content[idx.DataOffset..], idx.Data);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), idx.Sha256);
            Assert.Equal(file != content, idx.Compressed);
        }
    }

    // Each row: the name says what is wrong, then the content, the offset and the message after the file's name.
    public static TheoryData<string, byte[], long, string> BrokenFiles { get; } = new()
    {
        {
            "empty", [], DataError.WholeFile,
            "expected a file with content, found none (it is empty, or a pipe, a socket or a device)"
        },
        { "short magic", [0, 0, 8], 3, $"at byte 3: expected a header of 4 bytes, found the end of the file {CutOff}" },
        {
            "a web page", "<html>"u8.ToArray(), 0,
            "at byte 0: expected 00 00, as an IDX file begins, found 3c 68 (it is not an IDX file)"
        },
        {
            "floats", Header(0x0D, 1), 2,
            "at byte 2: expected element type 0x08 (unsigned byte), the only one supported, found 0x0d (float)"
        },
        {
            "no type", Header(0x77, 1), 2,
            "at byte 2: expected element type 0x08 (unsigned byte), the only one supported, found 0x77 (no type "
            + "of the format)"
        },
        { "no dimension", Header(8), 3, "at byte 3: expected 1 to 8 dimensions, found 0" },
        {
            "nine dimensions", Header(8, 1, 1, 1, 1, 1, 1, 1, 1, 1), 3,
            "at byte 3: expected 1 to 8 dimensions, found 9"
        },
        {
            "short header", Header(8, 1, 2)[..10], 10,
            $"at byte 10: expected 2 dimensions in 8 bytes, found the end of the file {CutOff}"
        },
        { "zero", Header(8, 2, 0), 8, "at byte 8: expected a dimension of at least 1, found 0" },
        { "negative", Header(8, -5), 4, "at byte 4: expected a dimension of at least 1, found -5" },
        {
            "too large", Header(8, 65536, 65536), 8,
            "at byte 8: expected at most 2147483591 elements, found a dimension of 65536, which makes them "
            + "4294967296 or more"
        },
        {
            "overflow", Header(8, int.MaxValue - 100, int.MaxValue, int.MaxValue), 8,
            "at byte 8: expected at most 2147483591 elements, found a dimension of 2147483647, which makes them "
            + "4611685799384055909 or more"
        },
        {
            "a promise of 2 GB", [.. Header(8, 2_000_000_000), 1], 8,
            $"at byte 8: expected 2000000000 bytes of elements (2000000000), found 1 {CutOff}"
        },
        { "too short", Small[..^1], 16, $"at byte 16: expected 30 bytes of elements (2 x 3 x 5), found 29 {CutOff}" },
        { "too long", [.. Small, 0, 0], 46, $"at byte 46: expected the end of the file, found 2 more bytes {Damaged}" },
        {
            "compressed: too short", Gzip(Small[..^1]), 16,
            $"at byte 16 of the uncompressed content: expected 30 bytes of elements (2 x 3 x 5), found 29 {CutOff}"
        },
        {
            "compressed: too long", Gzip([.. Small, 0, 0]), 46,
            $"at byte 46 of the uncompressed content: expected the end of the file, found 2 more bytes {Damaged}"
        },
        {
            "compressed: a promise of 2 GB", Gzip([.. Header(8, 2_000_000_000), 1]), 8,
            $"at byte 8 of the uncompressed content: expected 2000000000 bytes of elements (2000000000), found "
            + $"1 {CutOff}"
        },
        {
            "compressed: empty", Convert.FromHexString("1f8b080000000000000303000000000000000000"), 0,
            $"at byte 0 of the uncompressed content: expected a header of 4 bytes, found the end of the file {CutOff}"
        },
        {
            "only the magic of gzip", [0x1f, 0x8b], 0,
            $"at byte 0 of the uncompressed content: expected a header of 4 bytes, found the end of the file {CutOff}"
        },
        {
            "compressed: cut off", Gzip(Small)[..^12], 16,
            $"at byte 16 of the uncompressed content: expected 30 bytes of elements (2 x 3 x 5), found 27 {CutOff}"
        },
        {
            "compressed: without its length", Gzip(Small)[..^4], 46,
            $"at byte 46 of the uncompressed content: expected the end of the gzip data, found the end of the "
            + $"file before it {CutOff}"
        },
        {
            "compressed: without a byte", Gzip(Small)[..^1], 46,
            $"at byte 46 of the uncompressed content: expected the end of the gzip data, found the end of the "
            + $"file before it {CutOff}"
        },
        {
            "compressed: wrong checksum", Gzip(Small).With(-6, 0xAA), 16,
            $"at byte 16 of the uncompressed content: {NotIntact}"
        },
        {
            "compressed: wrong length", Gzip(Small).With(-3, 0xAA), 46,
            $"at byte 46 of the uncompressed content: {NotIntact}"
        },
        {
            "compressed: wrong method", Gzip(Small).With(2, 7), 0,
            $"at byte 0 of the uncompressed content: {NotIntact}"
        },
        {
            "compressed: something appended", [.. Gzip(Small), 1, 2, 3], 46,
            $"at byte 46 of the uncompressed content: {NotGzip}"
        },
        {
            "compressed: zeros, then something", [.. Gzip(Small), 0, 0, 3], 46,
            $"at byte 46 of the uncompressed content: {NotGzip}"
        },
        {
            "compressed: a member after zeros", [.. Gzip(Small), 0, .. Gzip([])], 46,
            $"at byte 46 of the uncompressed content: {NotGzip}"
        },
        {
            "compressed: half a member appended", [.. Gzip(Small), .. Gzip([])[..^9]], 46,
            $"at byte 46 of the uncompressed content: expected the end of the gzip data, found the end of the "
            + $"file before it {CutOff}"
        },
        {
            "compressed: wrong checksum of the first member",
            [.. Gzip(Small[..20]).With(-6, 0xAA), .. Gzip(Small[20..])], 16,
            $"at byte 16 of the uncompressed content: {NotIntact}"
        },
    };

    [Theory]
    [MemberData(nameof(BrokenFiles))]
    public void Each_kind_of_damage_is_named(string kind, byte[] content, long offset, string message)
    {
        var path = _folder.Write("digits.idx", content);
        var error = Left(IdxFile.Read(path));
        Assert.Equal((kind, path, offset), (kind, error.File, error.Offset));
        Assert.Equal($"digits.idx: {message}", error.Message);
    }

    [Fact]
    public void A_file_cut_off_at_any_byte_is_an_error()
    {
        var compressed = Gzip(Small);
        foreach (var file in new[] { Small, compressed })
            for (var length = 0; length < file.Length; length++)
                Assert.DoesNotContain('\n', Left(IdxFile.Read(_folder.Write("cut", file[..length]))).Message);
    }

    [Fact]
    public void A_compressed_file_with_any_byte_changed_is_an_error_or_the_same_content()
    {
        var compressed = Gzip(Small);
        for (var i = 0; i < compressed.Length; i++)
            foreach (var flip in new byte[] { 0x01, 0x80, 0xFF })
                IdxFile.Read(_folder.Write("changed", compressed.With(i, (byte)(compressed[i] ^ flip)))).Match(
                    Right: idx => Assert.Equal(Small[16..], idx.Data),
                    Left: error => Assert.NotEmpty(error.Message));
    }

    [Fact]
    public void A_missing_file_is_an_error_that_says_where_it_was_looked_for_and_where_to_get_it()
    {
        string[] paths = [Path.Combine(_folder.Path, "none.gz"), Path.Combine(_folder.Path, "no", "such", "none.gz")];
        foreach (var path in paths)
            Assert.Equal(
                $"none.gz: expected a file at {path}, found none "
                + "(the MNIST files are at https://ossci-datasets.s3.amazonaws.com/mnist/)",
                Left(IdxFile.Read(path)).Message);
    }

    [Fact]
    public void A_folder_is_not_a_file() =>
        Assert.EndsWith(
            ": expected a file, found a folder", Left(IdxFile.Read(_folder.Path)).Message, StringComparison.Ordinal);

    private static T Right<T>(Either<DataError, T> either) =>
        either.Match(Right: value => value, Left: error => throw new InvalidOperationException(error.Message));

    private static DataError Left<T>(Either<DataError, T> either) =>
        either.Match(Right: _ => throw new InvalidOperationException("It was read."), Left: error => error);
}
