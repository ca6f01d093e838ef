namespace Autograd.Examples.Output;

/// <summary>What the program says of its end to the shell.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>Wrong use, or something that the user can mend: one line tells what.</summary>
    public const int Failed = 2;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;
}
