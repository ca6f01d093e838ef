namespace Autograd.Examples.Experiments;

/// <summary>How often to look at a training on its way.</summary>
internal static class Looks
{
    /// <summary>
    /// The largest number of steps between looks that divides an epoch evenly, so that a look falls on its end.
    /// </summary>
    /// <param name="perEpoch">Steps of an epoch.</param>
    /// <param name="most">The most steps between looks.</param>
    public static int Every(int perEpoch, int most) =>
        Enumerable.Range(1, Math.Min(perEpoch, most)).Last(every => perEpoch % every == 0);
}
