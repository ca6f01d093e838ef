namespace Autograd.Graph.Engine;

/// <summary>Frames of one plan for callers on any number of threads: each has one to itself while it runs.</summary>
/// <remarks>
/// A frame that comes back serves the next caller. After every <see cref="Period"/> calls, no more are kept than were
/// in use at one time during these calls, so that the memory of a rush of callers is given up after it.
/// </remarks>
/// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
internal sealed class FramePool<T>(Plan<T> plan)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many calls are looked back on.</summary>
    public const int Period = 64;

    private readonly Lock _gate = new();
    private readonly Stack<Frame<T>> _idle = [];
    private int _running;
    private int _mostRunning;
    private int _calls;

    /// <summary>How many frames wait for a caller.</summary>
    public int Idle
    {
        get
        {
            lock (_gate) return _idle.Count;
        }
    }

    /// <summary>A frame that nobody else has; to be returned.</summary>
    public Frame<T> Take()
    {
        lock (_gate)
        {
            _mostRunning = Math.Max(_mostRunning, ++_running);
            if (_idle.TryPop(out var frame)) return frame;
        }

        try
        {
            return plan.NewFrame();
        }
        catch
        {
            lock (_gate) _running--;
            throw;
        }
    }

    /// <summary>
    /// Gives a frame to whoever comes next. What it was doing when something was thrown does not matter: a run writes
    /// before it reads.
    /// </summary>
    public void Return(Frame<T> frame)
    {
        lock (_gate)
        {
            _running--;
            _idle.Push(frame);
            if (++_calls < Period) return;
            while (_idle.Count > 1 && _idle.Count + _running > _mostRunning) _idle.Pop();
            (_calls, _mostRunning) = (0, _running);
        }
    }
}
