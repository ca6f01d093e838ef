namespace Autograd.Graph.Engine;

/// <summary>The executions of one plan. Each caller, on any thread, has one to itself while it runs.</summary>
/// <remarks>
/// A returned execution serves the next caller. After every <see cref="Period"/> calls, the pool keeps no more
/// executions than were in use together during these calls, so that it gives up the memory of a rush of callers.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
internal sealed class ExecutionPool<T>(Plan<T> plan)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of calls after which the pool gives up executions.</summary>
    public const int Period = 64;

    private readonly Lock _gate = new();
    private readonly Stack<Execution<T>> _idle = [];
    private int _running;
    private int _mostRunning;
    private int _calls;

    /// <summary>The number of executions that wait for a caller.</summary>
    public int Idle
    {
        get
        {
            lock (_gate) return _idle.Count;
        }
    }

    /// <summary>An execution that no other caller has; to be returned.</summary>
    public Execution<T> Take()
    {
        lock (_gate)
        {
            _mostRunning = Math.Max(_mostRunning, ++_running);
            if (_idle.TryPop(out var execution)) return execution;
        }

        try
        {
            return plan.NewExecution();
        }
        catch
        {
            lock (_gate) _running--;
            throw;
        }
    }

    /// <summary>
    /// Takes an execution back for the next caller, also after an exception: a run writes before it reads.
    /// </summary>
    public void Return(Execution<T> execution)
    {
        lock (_gate)
        {
            _running--;
            _idle.Push(execution);
            if (++_calls < Period) return;
            while (_idle.Count > 1 && _idle.Count + _running > _mostRunning) _idle.Pop();
            (_calls, _mostRunning) = (0, _running);
        }
    }
}
