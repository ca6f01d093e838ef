using System.Diagnostics;
using System.Net.Sockets;
using Autograd.Nn.Checkpoints;
using Autograd.Nn.Data;
using Autograd.Nn.Files;
using Autograd.Properties.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn.Files;

/// <summary>What is no file of bytes is refused at once, by every reader, in one short line.</summary>
public sealed class RegularFileLaws : IDisposable
{
    private const string NoFile =
        "expected a file with content, found none (it is empty, or a pipe, a socket or a device)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pipes_sockets_devices_and_links_to_them_are_refused_at_once()
    {
        if (OperatingSystem.IsWindows()) return;
        var (pipe, link, socket) = (Below("pipe"), Below("link"), Below("socket"));
        using (var mkfifo = Process.Start("mkfifo", pipe)) mkfifo.WaitForExit();
        File.CreateSymbolicLink(link, pipe);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        string[] paths = [pipe, link, socket, "/dev/zero", "/dev/null", "/dev/random", _folder.Write("empty", [])];
        foreach (var path in paths)
            Assert.All(Messages(path), message => Assert.EndsWith(NoFile, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_are_followed_and_a_loop_of_them_is_an_error()
    {
        if (OperatingSystem.IsWindows()) return;
        var file = _folder.Write("file", IdxContent.Idx([1], [7]));
        File.CreateSymbolicLink(Below("first"), "second");
        File.CreateSymbolicLink(Below("second"), file);
        Assert.True(IdxFile.Read(Below("first")).IsRight);
        File.CreateSymbolicLink(Below("loop"), "loop");
        File.CreateSymbolicLink(Below("nowhere"), "none");
        Assert.All(
            Messages(Below("loop")),
            message => Assert.Contains("expected a readable file at", message, StringComparison.Ordinal));
        Assert.All(
            Messages(Below("nowhere")), message => Assert.Contains("found none", message, StringComparison.Ordinal));
        Assert.All(
            Messages(Path.Combine(file, "below")),
            message => Assert.Contains("found none", message, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_that_would_break_a_line_or_a_terminal_are_shown_in_one()
    {
        foreach (var name in new[] { "a\nb", "a\r\nb", "a\e[31mb", "a\u2028b", "a\u202Eb", new string('x', 5000) })
        {
            Assert.All(Messages(Below(name)), message => Assert.InRange(message.Length, 20, 1400));
            Assert.All(
                Messages(Below(name)),
                message => Assert.DoesNotContain(message, c => char.IsControl(c) || c is '\u2028' or '\u202E'));
        }
    }

    [Fact]
    public void A_file_that_becomes_shorter_while_it_is_read_is_an_error_that_says_so()
    {
        var path = _folder.Write("shrinks", new byte[100]);
        using var file = RegularFile.Open(path).Match(
            Right: file => file, Left: problem => throw new IOException(problem.Found));
        var problem = FileProblem.From(
            Assert.Throws<EndOfStreamException>(() => file.ReadExactly(new byte[101])), path);
        Assert.Equal(
            ("a file that stays as long as it is while it is read", "that it became shorter"),
            (problem?.Expected, problem?.Found));
    }

    [Law]
    public void Any_text_becomes_one_short_line(string? text, byte longest)
    {
        var line = OneLine.Of(text ?? "", longest);
        Assert.InRange(line.Length, 0, longest + 1);
        Assert.DoesNotContain(line, char.IsControl);
        Assert.Equal(line, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(line)));
    }

    private string Below(string name) => Path.Combine(_folder.Path, name);

    private static IEnumerable<string> Messages(string path) =>
    [
        IdxFile.Read(path).Match(Right: _ => "read", Left: error => error.Message),
        SafeTensors.Read(path).Match(Right: _ => "read", Left: error => error.Message),
        Checkpoints.Load(path, Autograd.Graph.Prelude.Zeros([1]))
            .Match(Right: _ => "read", Left: error => error.Message),
    ];
}
