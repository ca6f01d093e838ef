using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Abstractions;

namespace FsCheck.Xunit;

/// <summary>A law was broken, or too few cases met its condition.</summary>
public sealed class PropertyFailedException(string message, Exception? cause) : Exception(message, cause)
{
    /// <inheritdoc/>
    // Always this folder's; the one worth reading is that of the cause.
    public override string? StackTrace => null;
}

/// <summary>Takes what FsCheck finds to the test's output, and its verdict to xunit.</summary>
internal sealed class PropertyReport(ITestOutputHelper output, bool verbose, string seedOfRun) : IRunner
{
    private TestResult? _result;

    public void OnStartFixture(Type fixture) { }

    public void OnArguments(
        int test, FSharpList<object> arguments, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
    {
        if (verbose) output.WriteLine(Runner.onArgumentsToString(test, arguments));
    }

    public void OnShrink(FSharpList<object> arguments, FSharpFunc<FSharpList<object>, string> everyShrink)
    {
        if (verbose) output.WriteLine(Runner.onShrinkToString(arguments));
    }

    public void OnFinished(string name, TestResult result) => _result = result;

    public void ThrowUnlessPassed()
    {
        switch (_result)
        {
            case TestResult.Passed:
                // Counts, classes and collected values; empty when quiet.
                output.WriteLine(Runner.onFinishedToString("", _result));
                break;
            case TestResult.Failed failed:
                var (seed, size) = (failed.Item6, failed.Item7);
                var cause = (failed.Item4 as Outcome.Failed)?.Item;
                // A law's Task wraps what it threw.
                if (cause is AggregateException { InnerExceptions: [var only] }) cause = only;
                throw new PropertyFailedException(Environment.NewLine + Runner.onFailureToString(
                    "", failed.Item1, failed.Item2, failed.Item3, failed.Item5, seed, size)
                    + $"Replay = \"({seed.Seed},{seed.Gamma},{size})\", or all laws as in this run: {seedOfRun}", cause);
            default:
                throw new PropertyFailedException(Environment.NewLine + Runner.onFinishedToString("", _result), null);
        }
    }
}
