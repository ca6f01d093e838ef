using Autograd.Graph.Engine.Threads;

namespace Autograd.Properties.Shared;

/// <summary>
/// An action that the caller and each worker of a plan run once: no part ends before all parts have begun.
/// </summary>
internal sealed class EachThread(int threads, Action<int> action) : IParallelWork
{
    private int _begun;

    public int Parts => threads;

    /// <summary>Runs the action; waits for workers that rest or are busy with another caller's work.</summary>
    public void Run()
    {
        _begun = 0;
        if (threads == 1) action(0);
        else while (!WorkerPool.TryRun(this, this, threads)) Thread.Sleep(1);
    }

    public void Run(object memory, int worker, int start, int end)
    {
        action(worker);
        Interlocked.Increment(ref _begun);
        var wait = new SpinWait();
        while (Volatile.Read(ref _begun) < threads) wait.SpinOnce(sleep1Threshold: -1);
    }
}
