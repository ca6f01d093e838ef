namespace Autograd.Examples.Output;

/// <summary>The program cannot go on, for a reason that one line tells.</summary>
/// <param name="message">The line.</param>
/// <param name="exitCode">2 for what was wrong from the beginning, 1 for what broke on the way.</param>
internal sealed class ProgramException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>The program's exit code.</summary>
    public int ExitCode => exitCode;
}
