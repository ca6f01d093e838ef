using System.Diagnostics;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench;

/// <summary>Our matrix product; a step is one product.</summary>
internal sealed class OurProduct(ProductShape shape, int threads) : IStepper
{
    private readonly Frame<float> _frame = shape.NewFrame(threads);

    public string Name => "Autograd";

    /// <inheritdoc/>
    public Taken Run(int steps)
    {
        var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        for (var i = 0; i < steps; i++) _frame.Run();
        return new(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - used).TotalSeconds);
    }
}
