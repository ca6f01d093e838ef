using System.Collections.Immutable;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Threads;

namespace Autograd.Properties.Shared;

/// <summary>
/// Something that the caller and each helper of a plan of so many threads does once: nobody's part ends before all have
/// begun.
/// </summary>
internal sealed class EachThread(int threads, Action<int> action) : Instruction<float>
{
    private static readonly Frame<float> Frame = Plan<float>.Make([], [1.0]).NewFrame();

    private int _begun;

    public override string Description => "once on each thread";

    public override ImmutableArray<int> Buffers => [];

    public override ImmutableArray<int> Targets => [];

    public override PlanCost Cost => default;

    public override int Parts => threads;

    /// <summary>Does it; waits for helpers that are at rest or busy with another caller's work.</summary>
    public void Run()
    {
        _begun = 0;
        if (threads == 1) action(0);
        else while (!WorkerPool<float>.TryRun(this, Frame, threads)) Thread.Sleep(1);
    }

    public override void Run(Frame<float> frame, int worker, int start, int end)
    {
        action(worker);
        Interlocked.Increment(ref _begun);
        var wait = new SpinWait();
        while (Volatile.Read(ref _begun) < threads) wait.SpinOnce(sleep1Threshold: -1);
    }
}
