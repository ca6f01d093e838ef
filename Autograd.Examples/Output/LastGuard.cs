using System.Globalization;
using Autograd.Nn.Files;

namespace Autograd.Examples.Output;

/// <summary>The outermost frame of the process: no stack trace reaches a user, whatever happens where.</summary>
internal static class LastGuard
{
    /// <summary>Runs the program and gives its exit code.</summary>
    public static int Run(Func<int> program)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture =
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) =>
            Environment.Exit(Tell(thrown.ExceptionObject as Exception));
        try
        {
            StandardStreams.Install();
            return StandardStreams.ExitCode(program());
        }
        catch (Exception error)
        {
            return Tell(error);
        }
    }

    private static int Tell(Exception? error)
    {
        try
        {
            var (message, code) = error is null ? ("A fault of the program", ExitCode.Broken) : Trouble.Of(error);
            Console.Error.WriteLine(OneLine.BothEnds(message));
            return code;
        }
        catch (Exception)
        {
            // Where there is no memory for a line either, the exit code has to do.
            return ExitCode.Broken;
        }
    }
}
