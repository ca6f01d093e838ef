using System.Collections.Immutable;
using Autograd.Nn.Checkpoints;
using Autograd.Properties.Nn.Data;
using Autograd.Properties.Shared;
using LanguageExt;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>What is written is read; a broken file is an error, and a failed write leaves the old file.</summary>
public sealed class SafeTensorsLaws : IDisposable
{
    private static readonly ImmutableArray<TensorEntry> Some =
    [
        TensorEntry.Of<float>("Hidden.Weight", [2, 3], [1, -2, 3.5f, float.NaN, float.PositiveInfinity, -0f]),
        TensorEntry.Of<int>("Step", [], [42]),
        TensorEntry.Of<double>("quotes \" and \\, ünïcödé 🙂", [1, 2], [Math.PI, double.Epsilon]),
        TensorEntry.Of<float>("Empty", [0, 5], []),
        TensorEntry.Of<uint>("Key", [2], [7, uint.MaxValue]),
    ];

    private static readonly ImmutableSortedDictionary<string, string> Metadata =
        ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal, [KeyValuePair.Create("b", "2\n"), KeyValuePair.Create("a", "é")]);

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        Assert.True(SafeTensors.Write(File, Some, Metadata).IsRight);
        var read = Right(SafeTensors.Read(File));
        Assert.Equal<IEnumerable<TensorEntry>>(Some, read.Tensors);
        Assert.Equal<IEnumerable<KeyValuePair<string, string>>>(Metadata, read.Metadata);
        Assert.Equal([1, -2, 3.5f, float.NaN, float.PositiveInfinity, -0f], read.Tensors[0].Values<float>().ToArray());
        Assert.Equal([42], read.Tensors[1].Values<int>().ToArray());
        Assert.Equal([Math.PI, double.Epsilon], read.Tensors[2].Values<double>().ToArray());
        Assert.Equal([7, uint.MaxValue], read.Tensors[4].Values<uint>().ToArray());
        Assert.Throws<InvalidOperationException>(() => read.Tensors[0].Values<int>());
    }

    [Fact]
    public void No_tensors_are_a_file_too()
    {
        Assert.True(SafeTensors.Write(File, []).IsRight);
        Assert.Empty(Right(SafeTensors.Read(File)).Tensors);
    }

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        SafeTensors.Write(
            File, [TensorEntry.Of<float>("w", [1, 2], [1, 2]), TensorEntry.Of<int>("n", [], [7])], Metadata);
        const string Header =
            """{"__metadata__":{"a":"é","b":"2\n"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"n":"""
            + """{"dtype":"I32","shape":[],"data_offsets":[8,12]}}""";
        byte[] data = [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40, 7, 0, 0, 0];
        Assert.Equal(SafeTensorsBytes.Of(Header.PadRight(151), data), System.IO.File.ReadAllBytes(File));
        Assert.Equal(0, (System.IO.File.ReadAllBytes(File).Length - data.Length) % 8);
    }

    [Fact]
    public void A_file_cut_off_at_any_byte_is_an_error()
    {
        SafeTensors.Write(File, Some, Metadata);
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < bytes.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, bytes[..length]);
            var error = Left(SafeTensors.Read(File));
            Assert.Equal(File, error.File);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    [Fact]
    public void A_file_with_any_byte_changed_is_read_or_an_error_and_never_an_exception()
    {
        SafeTensors.Write(File, Some, Metadata);
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var i = 0; i < bytes.Length; i++)
            foreach (var flip in new byte[] { 0x01, 0x20, 0x80, 0xFF })
            {
                System.IO.File.WriteAllBytes(File, bytes.With(i, (byte)(bytes[i] ^ flip)));
                SafeTensors.Read(File).Match(
                    Right: read => Assert.InRange(read.Tensors.Length, 4, 5),
                    Left: error => Assert.NotEmpty(error.Message));
            }
    }

    [Fact]
    public void A_length_that_is_none_is_an_error()
    {
        var page = _folder.Write("page", "<html><body>"u8.ToArray());
        Assert.StartsWith(
            "page: at byte 0: expected a header's length from 2 to 100000000, found ",
            Left(SafeTensors.Read(page)).Message, StringComparison.Ordinal);
        Assert.Equal(
            $"none: expected a file at {File[..^17]}none, found none",
            Left(SafeTensors.Read(Path.Combine(_folder.Path, "none"))).Message);
        Assert.EndsWith(
            "expected a file, found a folder", Left(SafeTensors.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_write_that_fails_half_way_leaves_the_old_file_and_nothing_else()
    {
        SafeTensors.Write(File, Some);
        var before = System.IO.File.ReadAllBytes(File);
        var error = Left(AtomicFile.Replace(File, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal(
            $"model.safetensors: expected to write {File}, found \"No space left on device\" "
            + "(what was there before is unchanged)",
            error.Message);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_an_error_that_names_it_and_leaves_what_was_there()
    {
        var inside = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "folder")).FullName, "kept");
        System.IO.File.WriteAllText(inside, "kept");
        string[] paths =
        [
            Path.GetDirectoryName(inside)!,
            Path.Combine(inside, "below a file"),
            Path.Combine(_folder.Path, "no such folder", "model"),
        ];
        foreach (var path in paths)
            Assert.Contains(
                $"expected to write {path}", Left(SafeTensors.Write(path, Some)).Message, StringComparison.Ordinal);
        Assert.Equal("kept", System.IO.File.ReadAllText(inside));
        Assert.Equal([inside], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Writing_replaces_the_file()
    {
        SafeTensors.Write(File, Some);
        Assert.True(SafeTensors.Write(File, Some[..1]).IsRight);
        Assert.Single(Right(SafeTensors.Read(File)).Tensors);
        Assert.Equal([File], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Entries_that_make_no_file_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(File, [Some[0], Some[0]]));
        Assert.Throws<ArgumentException>(() => SafeTensors.Write(File, [TensorEntry.Of<int>("__metadata__", [], [1])]));
        Assert.ThrowsAny<ArgumentException>(() => SafeTensors.Write(File, [TensorEntry.Of<int>("\ud800", [], [1])]));
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<int>("w", [2], [1]));
        Assert.Throws<ArgumentException>(() => TensorEntry.Of<int>("w", [-1, -1], [1]));
        Assert.Throws<NotSupportedException>(() => TensorEntry.Of<byte>("w", [1], [1]));
        Assert.False(System.IO.File.Exists(File));
    }

    private static T Right<T>(Either<CheckpointError, T> either) =>
        either.Match(Right: value => value, Left: error => throw new InvalidOperationException(error.Message));

    private static CheckpointError Left<T>(Either<CheckpointError, T> either) =>
        either.Match(Right: _ => throw new InvalidOperationException("It succeeded."), Left: error => error);
}
