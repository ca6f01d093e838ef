using Autograd.Examples.Experiments;

namespace Autograd.Examples.Output;

/// <summary>Work that Ctrl-C stops, and whose troubles are one line.</summary>
internal static class Guarded
{
    /// <summary>Does the work and gives the program's exit code.</summary>
    /// <param name="work">The work; it gives an exit code.</param>
    /// <param name="stopped">What is said where Ctrl-C left nothing to show.</param>
    /// <param name="errors">Where troubles are told.</param>
    /// <param name="abandon">Called before, to clear what a report shows.</param>
    public static int Run(Func<CancellationToken, int> work, string stopped, TextWriter errors, Action abandon)
    {
        using var interrupt = new Interrupt();
        try
        {
            return work(interrupt.Token);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return Fail(stopped, ExitCode.Interrupted);
        }
        catch (Exception error) when (error is ExperimentException || OutputFolder.IsOfFiles(error))
        {
            return Fail(error.Message, ExitCode.Failed);
        }

        int Fail(string message, int code)
        {
            abandon();
            errors.WriteLine(message.ReplaceLineEndings(" "));
            return code;
        }
    }
}
