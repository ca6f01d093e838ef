using System.Diagnostics;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench;

/// <summary>Runs of a plan in a frame; a step is one run.</summary>
internal sealed class FrameStepper(string name, Frame<float> frame) : IStepper
{
    public string Name => name;

    /// <inheritdoc/>
    public Taken Run(int steps)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < steps; i++) frame.Run();
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}

/// <summary>Writing so many floats and nothing else; a step is one pass.</summary>
internal sealed class WritingStepper(string name, long floats) : IStepper
{
    private readonly float[] _memory = new float[floats];

    public string Name => name;

    /// <inheritdoc/>
    public Taken Run(int steps)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < steps; i++) Array.Fill(_memory, i);
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}
