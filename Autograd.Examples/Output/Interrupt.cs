using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Autograd.Examples.Output;

/// <summary>
/// Turns the first signal that asks for the end (Ctrl-C, SIGTERM of a scheduler or a container, SIGHUP of a closed
/// terminal), and a reader of the output who has gone, into a request to stop; a second signal ends the program as
/// usual.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private static readonly ImmutableArray<(PosixSignal Signal, int Number)> Signals =
        [(PosixSignal.SIGINT, 2), (PosixSignal.SIGTERM, 15), (PosixSignal.SIGHUP, 1)];

    private readonly CancellationTokenSource _source =
        CancellationTokenSource.CreateLinkedTokenSource(StandardStreams.ReaderGone);
    private readonly ImmutableArray<PosixSignalRegistration> _registrations;
    private int _signal;

    public Interrupt() => _registrations =
        [.. Signals.Select(
            signal => PosixSignalRegistration.Create(signal.Signal, context => Stop(context, signal.Number)))];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit code of work that was stopped.</summary>
    public int ExitCode => _signal == 0 ? Output.ExitCode.ReaderGone : Output.ExitCode.Stopped(_signal);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Stop(PosixSignalContext context, int number)
    {
        if (Interlocked.CompareExchange(ref _signal, number, 0) != 0) return;
        context.Cancel = true;
        try
        {
            _source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work ended while the signal was on its way.
        }
    }
}
