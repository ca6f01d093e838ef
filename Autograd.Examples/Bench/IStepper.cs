using System.Diagnostics;

namespace Autograd.Examples.Bench;

/// <summary>Something that makes steps and tells how long they took.</summary>
internal interface IStepper
{
    /// <summary>What a table calls it.</summary>
    string Name { get; }

    /// <summary>Makes steps.</summary>
    /// <param name="steps">The number of steps.</param>
    Taken Run(int steps);
}

/// <summary>What steps took together.</summary>
/// <param name="Seconds">By the clock.</param>
/// <param name="Processor">Seconds that processors worked on them: fewer than by the clock, when others had the
/// processors.</param>
internal readonly record struct Taken(double Seconds, double Processor);

/// <summary>Steps in this process.</summary>
/// <param name="name">What a table calls them.</param>
/// <param name="make">Makes a number of steps.</param>
internal sealed class Stepper(string name, Action<int> make) : IStepper
{
    /// <summary>Steps that are one call each.</summary>
    /// <param name="name">What a table calls them.</param>
    /// <param name="once">Makes one.</param>
    public Stepper(string name, Action once)
        : this(name, steps =>
        {
            for (var i = 0; i < steps; i++) once();
        })
    {
    }

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Taken Run(int steps)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        make(steps);
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}
