namespace Autograd.Examples.Bench;

/// <summary>Windows of steps, taken in turns: what slows the machine for a while slows everyone.</summary>
internal sealed class Windows
{
    private const double Length = 0.05;
    private const double WarmUp = 0.4;
    private const int Pause = 10;

    private readonly IStepper _stepper;
    private readonly int _steps;
    private readonly List<double> _perStep = [];
    private readonly List<double> _processor = [];

    /// <summary>Warms up until the steps are at speed, and finds how many make a window.</summary>
    public Windows(IStepper stepper)
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

    public string Name => _stepper.Name;

    public double Fastest => _perStep.Min();

    public double Slowest => _perStep.Max();

    public double Median => MedianOf(_perStep);

    /// <summary>The processor's time, the median too.</summary>
    public double Processor => MedianOf(_processor);

    public void Measure()
    {
        // Whoever went before may have threads that still spin for work.
        Thread.Sleep(Pause);
        var (seconds, processor) = _stepper.Run(_steps);
        _perStep.Add(seconds / _steps);
        _processor.Add(processor / _steps);
    }

    /// <summary>The one in the middle, or the mean of the two.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
