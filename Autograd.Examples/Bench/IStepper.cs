using System.Diagnostics;

namespace Autograd.Examples.Bench;

/// <summary>Something that makes training steps and tells how long they took.</summary>
internal interface IStepper
{
    /// <summary>What a table calls it.</summary>
    string Name { get; }

    /// <summary>Makes steps.</summary>
    Taken Run(int steps);
}

/// <summary>What steps took together.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">Seconds that processors worked on them: fewer than by the clock, when others had the
/// processors.</param>
internal readonly record struct Taken(double Seconds, double Processor);

/// <summary>Ours among them.</summary>
internal sealed class OurStepper(OurStep step) : IStepper
{
    public string Name => "Autograd";

    /// <inheritdoc/>
    public Taken Run(int steps)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        step.Run(steps);
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}
