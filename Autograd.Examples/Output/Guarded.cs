using Autograd.Nn.Files;

namespace Autograd.Examples.Output;

/// <summary>Work that signals stop, and whose troubles are one line.</summary>
internal static class Guarded
{
    /// <summary>Does the work and gives the program's exit code.</summary>
    /// <param name="work">The work; it gives an exit code.</param>
    /// <param name="stopped">What is said where a signal left nothing to show.</param>
    /// <param name="errors">Where troubles are told.</param>
    /// <param name="abandon">Called before, to clear what a report shows.</param>
    public static int Run(Func<Interrupt, int> work, string stopped, TextWriter errors, Action? abandon = null)
    {
        using var interrupt = new Interrupt();
        try
        {
            return work(interrupt);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return interrupt.ExitCode == ExitCode.ReaderGone ? interrupt.ExitCode : Fail(stopped, interrupt.ExitCode);
        }

        // Whatever it is: the last resort for what is foreseen and for what is not.
        catch (Exception error)
        {
            var (message, code) = Trouble.Of(error);
            return Fail(message, code);
        }

        int Fail(string message, int code)
        {
            abandon?.Invoke();
            errors.WriteLine(OneLine.BothEnds(message));
            return code;
        }
    }
}
