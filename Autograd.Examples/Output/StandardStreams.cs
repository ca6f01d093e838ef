using System.Text;
using Autograd.Nn.Files;
using Microsoft.Win32.SafeHandles;

namespace Autograd.Examples.Output;

/// <summary>
/// Standard output and error of the process, closed, full or read by somebody who has gone: the work goes on, so that
/// what is learnt is kept. One line tells of a full output, none of a reader who has gone; the exit code tells of both.
/// </summary>
internal static class StandardStreams
{
    private const int OutputDescriptor = 1;
    private const int ErrorDescriptor = 2;

    private static readonly CancellationTokenSource Gone = new();
    private static Stream? _output;
    private static int _failure;

    /// <summary>Cancelled when a write finds that the reader of the output has gone.</summary>
    public static CancellationToken ReaderGone => Gone.Token;

    /// <summary>Standard output for bytes.</summary>
    public static Stream Output => _output ??= Console.OpenStandardOutput();

    /// <summary>Takes the place of the console's own streams, whose failures are exceptions, or silence.</summary>
    public static void Install()
    {
        _output = new ForgivingStream(Open(OutputDescriptor, Console.OpenStandardOutput), Failed);
        Console.SetOut(WriterTo(_output));
        Console.SetError(WriterTo(new ForgivingStream(Open(ErrorDescriptor, Console.OpenStandardError), _ => { })));
    }

    /// <summary>
    /// The exit code, after all that was written: work that is done is not done if its output is lost.
    /// </summary>
    public static int ExitCode(int code) => code == Examples.Output.ExitCode.Done ? _failure : code;

    private static void Failed(Exception error)
    {
        if (error is BrokenPipeException)
        {
            _failure = Examples.Output.ExitCode.ReaderGone;
            Gone.Cancel();
            return;
        }

        _failure = Examples.Output.ExitCode.Broken;
        Console.Error.WriteLine(OneLine.BothEnds(
            $"standard output cannot be written: {error.Message.TrimEnd('.')}; files are written all the same"));
    }

    // The console's own stream says nothing when a pipe is broken. Where there is a position in a file, others may
    // share it, and only the console's stream keeps it.
    private static Stream Open(int descriptor, Func<Stream> console)
    {
        try
        {
            if (!Descriptor.IsWritable(descriptor)) return new ClosedStream();
            if (OperatingSystem.IsWindows()) return console();
            var file =
                new FileStream(new SafeFileHandle(descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return file.CanSeek ? console() : file;
        }
        catch (Exception error) when (OutputFolder.IsOfFiles(error) || error is ArgumentException)
        {
            return new ClosedStream();
        }
    }

    private static StreamWriter WriterTo(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
