using System.Diagnostics;

namespace Autograd.Properties.Programs;

/// <summary>What the examples program did when it was run as a user runs it: a process of its own.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The lines of the output.</summary>
    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static ProgramRun Of(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "autograd.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new TimeoutException($"autograd {string.Join(' ', arguments)} did not end within {Patience}.");
        }

        return new(process.ExitCode, output.Result, errors.Result);
    }
}
