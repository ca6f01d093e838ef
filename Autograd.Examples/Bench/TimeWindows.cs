using System.Collections.Immutable;

namespace Autograd.Examples.Bench;

/// <summary>Windows of steps, taken in turns: what slows the machine for a while slows everyone.</summary>
internal sealed class TimeWindows
{
    private const double Length = 0.05;
    private const double WarmUp = 0.4;
    private const int Pause = 10;

    private readonly IStepper _stepper;
    private readonly int _steps;
    private readonly List<double> _perStep = [];
    private readonly List<double> _processor = [];

    /// <summary>Warms up until the steps are at speed, and finds how many make a window.</summary>
    /// <param name="stepper">Makes the steps.</param>
    public TimeWindows(IStepper stepper)
    {
        _stepper = stepper;
        var (steps, spent) = (8, 0.0);
        while (spent < WarmUp)
        {
            var (seconds, _) = stepper.Run(steps);
            spent += seconds;
            steps = Math.Max(1, (int)(Length / (seconds / steps)));
        }

        _steps = steps;
    }

    /// <summary>What a table calls it.</summary>
    public string Name => _stepper.Name;

    /// <summary>Seconds of a step in the fastest window.</summary>
    public double Fastest => _perStep.Min();

    /// <summary>Seconds of a step in the slowest window.</summary>
    public double Slowest => _perStep.Max();

    /// <summary>Seconds of a step, the median of the windows.</summary>
    public double Median => MedianOf(_perStep);

    /// <summary>The processor's time, the median too.</summary>
    public double Processor => MedianOf(_processor);

    /// <summary>All of these, for programs.</summary>
    public ImmutableArray<(string Name, double Value)> Values =>
    [
        ("medianSeconds", Median), ("fastestSeconds", Fastest), ("slowestSeconds", Slowest),
        ("processorSeconds", Processor),
    ];

    /// <summary>Measures one more window.</summary>
    public void Measure()
    {
        // Whoever went before may have threads that still spin for work.
        Thread.Sleep(Pause);
        var (seconds, processor) = _stepper.Run(_steps);
        _perStep.Add(seconds / _steps);
        _processor.Add(processor / _steps);
    }

    /// <summary>The one in the middle, or the mean of the two.</summary>
    /// <param name="values">The values, at least one.</param>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
