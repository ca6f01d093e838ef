using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Autograd.Properties.Examples;

/// <summary>What the examples program did when it was run as a user runs it: a process of its own.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // The program where it is built, with the machine code that its build adds; the copy beside the tests has none.
    private static readonly string Program =
        typeof(ProgramRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "Program").Value!;

    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProgramRun Of(params string[] arguments) =>
        Ended(Started("dotnet", [Program, .. arguments]), _ => { });

    /// <summary>Runs a script of bash in which <c>autograd</c> is the program.</summary>
    /// <param name="script">The script.</param>
    public static ProgramRun Shell(string script) => Ended(
        Started("bash", ["-c", $"autograd() {{ dotnet '{Program}' \"$@\"; }}\n{script}"]), _ => { });

    /// <summary>Runs the program and sends it a signal when it has written a line.</summary>
    /// <param name="signal">The signal's name, e.g. <c>TERM</c>.</param>
    /// <param name="when">Whether a line is the one.</param>
    /// <param name="arguments">The program's arguments.</param>
    public static ProgramRun Signalled(string signal, Func<string, bool> when, params string[] arguments)
    {
        // A shell that starts the tests in the background makes them, and what they start, deaf to Ctrl-C.
        var process = OperatingSystem.IsLinux()
            ? Started("env", ["--default-signal", "dotnet", Program, .. arguments])
            : Started("dotnet", [Program, .. arguments]);
        var sent = false;
        return Ended(process, line =>
        {
            if (sent || !when(line)) return;
            sent = true;
            using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
            kill.WaitForExit();
        });
    }

    private static Process Started(string file, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        return process;
    }

    private static ProgramRun Ended(Process process, Action<string> line)
    {
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var output = Task.Run(() => Read(process.StandardOutput, line));
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{process.StartInfo.FileName} did not end within {Patience}.");
            }

            return new(process.ExitCode, output.Result, errors.Result);
        }
    }

    private static string Read(StreamReader reader, Action<string> line)
    {
        var output = new StringBuilder();
        while (reader.ReadLine() is { } read)
        {
            output.Append(read).Append('\n');
            line(read);
        }

        return output.ToString();
    }
}
