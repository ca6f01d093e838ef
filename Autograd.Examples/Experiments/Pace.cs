namespace Autograd.Examples.Experiments;

/// <summary>How long a training goes on, and how often it is looked at.</summary>
/// <param name="Steps">All steps.</param>
/// <param name="PerEpoch">Steps of an epoch.</param>
/// <param name="Every">Steps between two looks.</param>
/// <param name="JudgedEvery">Steps between two looks that also measure how good the network is.</param>
internal sealed record Pace(int Steps, int PerEpoch, int Every, int JudgedEvery)
{
    /// <summary>A training whose network is measured at the end of each epoch.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="perEpoch">Steps of an epoch.</param>
    /// <param name="most">The most steps between two looks.</param>
    public static Pace Of(int steps, int perEpoch, int most) =>
        new(steps, perEpoch, LargestDivisor(perEpoch, most), perEpoch);

    /// <summary>Whether the network is measured after a step: at the end, too.</summary>
    /// <param name="iteration">The number of the step, from 1.</param>
    public bool Judges(int iteration) => iteration % JudgedEvery == 0 || iteration == Steps;

    /// <summary>The epochs that are done after a step.</summary>
    /// <param name="iteration">The number of the step, from 1.</param>
    public double EpochOf(int iteration) => (double)iteration / PerEpoch;

    // It divides an epoch evenly, so that a look falls on its end.
    private static int LargestDivisor(int number, int most) =>
        Enumerable.Range(1, Math.Min(number, most)).Last(divisor => number % divisor == 0);
}
