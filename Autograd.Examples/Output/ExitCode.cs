namespace Autograd.Examples.Output;

/// <summary>How the program ended, for the shell.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Done = 0;

    /// <summary>It failed on the way: a full disk, a closed output, too little memory. One line tells what.</summary>
    public const int Broken = 1;

    /// <summary>Refused before any work: wrong use, or something that the user can mend. One line tells what.</summary>
    public const int Failed = 2;

    /// <summary>Whoever read the output has gone.</summary>
    public const int ReaderGone = OfSignals + SigPipe;

    private const int OfSignals = 128;
    private const int SigPipe = 13;

    /// <summary>Stopped by a signal, as shells count it.</summary>
    public static int Stopped(int signal) => OfSignals + signal;
}
