using System.Collections.Immutable;
using Autograd.Examples.Charts;

namespace Autograd.Examples.Experiments.Captions;

/// <summary>
/// Whether a network knows the images that it learnt from better than others, in words that follow from the two curves.
/// </summary>
internal static class GapWords
{
    /// <summary>
    /// Half a point: two samples of 10,000 images whose accuracy is one and the same near 0.96 differ by less, nearly
    /// always.
    /// </summary>
    public const double Little = 0.005;

    /// <summary>How far the training accuracy is ahead at the end, and since when.</summary>
    /// <param name="training">The accuracy on the images learnt from, by epoch.</param>
    /// <param name="test">The accuracy on others, at the same epochs.</param>
    public static string Of(ImmutableArray<Point> training, ImmutableArray<Point> test)
    {
        var ahead = training.Zip(test, (one, other) => one with { Y = one.Y - other.Y }).ToList();
        if (ahead.Count == 0) return "Neither accuracy was measured.";
        var last = ahead[^1].Y;
        if (last <= Little)
        {
            return last < -Little
                ? $"The test accuracy is {Written.Points(last)} ahead of the training accuracy."
                : $"Training and test accuracy are {Written.Points(last)} apart at the end: no overfitting shows.";
        }

        var from = ahead.FindLastIndex(gap => gap.Y <= Little) + 1;
        var since = ahead.Count == 1 ? ""
            : $", and more than {Written.Points(Little)} since epoch {Written.Number(ahead[from].X)}";
        return $"The training accuracy is {Written.Points(last)} ahead at the end{since}: the network overfits "
            + $"{(last > 10 * Little ? "much" : "a little")}.";
    }

    /// <summary>What a measure against overfitting does to the gap, in a sentence.</summary>
    /// <param name="measure">Its name.</param>
    /// <param name="without">Training and test accuracy without it.</param>
    /// <param name="with">The same with it.</param>
    public static string Change(
        string measure, (double Training, double Test) without, (double Training, double Test) with)
    {
        var (before, after) = (without.Training - without.Test, with.Training - with.Test);
        var way = after < before - Little ? "narrows" : after > before + Little ? "widens" : "hardly changes";
        return $"{measure} {way} the gap: {Signed(before)} without it, {Signed(after)} with it; the accuracy on other "
            + $"images goes from {Written.Percent(without.Test)} to {Written.Percent(with.Test)}.";
    }

    private static string Signed(double gap) => $"{(gap < 0 ? "−" : "")}{Written.Points(gap)}";
}
