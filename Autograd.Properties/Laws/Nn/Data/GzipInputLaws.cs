using System.IO.Compression;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Properties.Nn.Data.IdxContent;

namespace Autograd.Properties.Nn.Data;

/// <summary>
/// A gzip file is read as gzip reads it, whole or not at all, in memory that follows the file's size.
/// </summary>
public sealed class GzipInputLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static Arbitrary<Members> Any() => Arb.From(
        from cuts in Gen.Choose(0, 300).ListOf(4)
        from levels in Gen.Elements(Enum.GetValues<CompressionLevel>()).ListOf(5)
        from padding in Gen.Elements(0, 0, 1, 7, 8, 9, 512, 70_000)
        from modulo in Gen.Elements(1, 2, 256)
        select new Members([.. cuts.Order()], [.. levels], padding, modulo));

    [Law(Arbitrary = [typeof(GzipInputLaws)])]
    public void A_file_of_several_members_and_padding_is_their_content(Members members)
    {
        var (content, file) = members.Files();
        Assert.Equal(
            content[8..],
            Read([.. file, .. new byte[members.Padding]]).Match(
                Right: idx => idx.Data, Left: error => throw new InvalidOperationException(error.Message)));
    }

    [Law(Arbitrary = [typeof(GzipInputLaws)])]
    public void Bytes_after_the_last_member_or_the_padding_are_an_error(Members members, PositiveInt noise)
    {
        var (_, file) = members.Files();
        // A 0x1f might begin one more member, and the error is then that it does not.
        var rest = BitConverter.GetBytes(noise.Get);
        Assert.True(Read([.. file, .. new byte[members.Padding], .. rest]).IsLeft);
    }

    [Law(Arbitrary = [typeof(GzipInputLaws)])]
    public void A_file_that_is_cut_off_is_an_error_also_when_zeros_follow(Members members, PositiveInt less)
    {
        var (_, file) = members.Files();
        // The last member's own zeros may be those that follow.
        var cut = file[..^(1 + (less.Get % 20))];
        Assert.True(Read(cut).IsLeft);
        if (!file.AsSpan(cut.Length).ContainsAnyExcept((byte)0)) return;
        Assert.True(Read([.. cut, .. new byte[members.Padding]]).IsLeft);
    }

    [Fact]
    public void A_header_that_claims_much_takes_no_memory()
    {
        foreach (var claim in new[] { 1 << 20, 1 << 28, 2_000_000_000 })
        {
            var file = Gzip([.. Header(8, claim), 1]);
            var path = _folder.Write("claims", file);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True(IdxFile.Read(path).IsLeft);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        }
    }

    [Fact]
    public void A_small_file_of_much_content_is_refused_before_it_fills_the_memory_and_the_error_says_what_to_do()
    {
        var path = Path.Combine(_folder.Path, "zeros.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Optimal))
        {
            gzip.Write(Header(8, 8, 1 << 24));
            for (var i = 0; i < 8; i++) gzip.Write(new byte[1 << 24]);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var message = IdxFile.Read(path).Match(Right: _ => "read", Left: error => error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.EndsWith(
            "found 134217728 (uncompress it with gzip -d and read the plain file)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_of_many_times_the_files_size_takes_memory_within_the_bound()
    {
        const int Count = 25 << 20;
        var path = _folder.Write("zeros.gz", Gzip(Idx([Count], new byte[Count])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(IdxFile.Read(path).IsRight);
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before, Count, (64 << 20) + (8 * new FileInfo(path).Length));
    }

    private LanguageExt.Either<DataError, IdxFile> Read(byte[] file) => IdxFile.Read(_folder.Write("file.gz", file));

    /// <summary>How a content is cut into members, and how many zeros follow them.</summary>
    public sealed record Members(int[] Cuts, CompressionLevel[] Levels, int Padding, int Modulo)
    {
        /// <summary>The content, and the gzip file.</summary>
        internal (byte[] Content, byte[] File) Files()
        {
            var content = Idx([300], Elements(300, Modulo));
            int[] ends = [0, .. Cuts, content.Length];
            return (
                content,
                [.. Enumerable.Range(0, Levels.Length).SelectMany(i =>
                    Gzip(content[ends[i]..ends[i + 1]], Levels[i]))]);
        }
    }
}
