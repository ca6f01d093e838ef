namespace Autograd.Examples.Output;

/// <summary>What an exception is to the user: one line and an exit code, never a stack trace.</summary>
internal static class Trouble
{
    /// <summary>The line and the exit code.</summary>
    public static (string Message, int ExitCode) Of(Exception error) => Cause(error) switch
    {
        ProgramException known => (known.Message, known.ExitCode),
        OutOfMemoryException => (
            $"There is not enough memory (the program may use {MemoryNeed.Available}): "
            + "choose a smaller network, --batch or --threads", ExitCode.Broken),
        IOException or UnauthorizedAccessException or NotSupportedException => (Cause(error).Message, ExitCode.Broken),
        var other => (
            "A fault of the program; please report it with its command line: "
            + $"{other.GetType().Name}: {other.Message}", ExitCode.Broken),
    };

    // The runtime wraps what was thrown in another thread, in a reflected call or while a type was made ready.
    private static Exception Cause(Exception error)
    {
        while (error is AggregateException or TypeInitializationException
            or System.Reflection.TargetInvocationException && error.InnerException is { } inner)
            error = inner;
        return error;
    }
}
