using System.Diagnostics;
using Autograd.Nn.Checkpoints;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>The temporary files of killed processes go with the next run; all others stay.</summary>
public sealed class TemporaryFileLaws
{
    private const string Random = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void What_a_dead_process_left_is_removed()
    {
        using var folder = new TemporaryFolder();
        var left = folder.Write(Name(Dead(), Now), [1]);
        AtomicFile.Probe(folder.Path);
        Assert.False(File.Exists(left));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_number_that_another_process_has_inherited_protects_nothing()
    {
        using var folder = new TemporaryFolder();
        var left = folder.Write(Name(Environment.ProcessId, Now - 1_000_000), [1]);
        AtomicFile.Probe(folder.Path);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void What_a_running_process_writes_stays()
    {
        using var folder = new TemporaryFolder();
        var writing = folder.Write(Name(Environment.ProcessId, Now), [1]);
        AtomicFile.Probe(folder.Path);
        Assert.True(File.Exists(writing));
    }

    [Fact]
    public void What_is_locked_stays_though_its_process_is_not_seen_here()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, Name(Dead(), Now));
        using (new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            AtomicFile.Probe(folder.Path);
            Assert.True(File.Exists(path));
        }

        AtomicFile.Probe(folder.Path);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("mine.tmp")]
    [InlineData(".autograd-notes.tmp")]
    [InlineData(".autograd-1-2-3-4.tmp")]
    [InlineData(".autograd--1-2-x.tmp")]
    [InlineData(".autograd-99999999999-1-x.tmp")]
    public void Files_of_other_names_stay(string name)
    {
        using var folder = new TemporaryFolder();
        var other = folder.Write(name, [1]);
        AtomicFile.Probe(folder.Path);
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void Writers_of_one_folder_do_not_disturb_each_other()
    {
        using var folder = new TemporaryFolder();
        Parallel.For(0, 200, i =>
        {
            AtomicFile.Probe(folder.Path);
            AtomicFile.Write(Path.Combine(folder.Path, $"{i % 3}"), file => file.WriteByte((byte)i), durable: false);
        });
        Assert.Equal(
            ["0", "1", "2"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order());
    }

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private static string Name(int process, long created) => $".autograd-{process}-{created}-{Random}.tmp";

    private static int Dead()
    {
        using var process = Process.Start("dotnet", "--version")!;
        process.WaitForExit();
        return process.Id;
    }
}
