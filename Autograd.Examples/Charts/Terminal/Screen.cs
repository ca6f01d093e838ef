using Spectre.Console;

namespace Autograd.Examples.Charts.Terminal;

/// <summary>The console that charts are written to.</summary>
internal static class Screen
{
    /// <summary>The console of this process.</summary>
    public static IAnsiConsole Standard => Of(Console.Out, Console.IsOutputRedirected);

    /// <summary>A console that writes to an output.</summary>
    /// <param name="output">Where it writes.</param>
    /// <param name="redirected">Whether that is a file or a pipe: Spectre.Console would color it all the same where
    /// TERM names a terminal.</param>
    public static IAnsiConsole Of(TextWriter output, bool redirected) => AnsiConsole.Create(new()
    {
        Out = new AnsiConsoleOutput(output),
        Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
