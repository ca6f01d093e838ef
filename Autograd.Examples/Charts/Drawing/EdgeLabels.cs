using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Where the numbers of an arrow stand: the value above it, the gradient below it.</summary>
/// <param name="Value">The middle of the value.</param>
/// <param name="Gradient">The middle of the gradient.</param>
internal readonly record struct LabelPair(Point Value, Point Gradient);

/// <summary>Places for the numbers of arrows, so that no arrow runs through one and none covers another.</summary>
internal static class EdgeLabels
{
    /// <summary>The size of the numbers.</summary>
    public const double Size = 14;

    // From an arrow, or another number.
    private const double Distance = 3;

    // Near the start first: arrows part towards it, and meet at their ends.
    private static readonly ImmutableArray<double> Along = [0.4, 0.35, 0.45, 0.3, 0.5, 0.25, 0.55, 0.2, 0.6, 0.7];

    /// <summary>The box that a number takes around its middle, by estimate.</summary>
    public static Box BoxOf(string text, Point middle)
    {
        var width = Words.Width(text, Size);
        return new(middle.X - (width / 2), middle.Y - (Size / 2), width, Size);
    }

    /// <summary>Places for the numbers of each arrow.</summary>
    /// <param name="arrows">The places that each arrow goes through.</param>
    /// <param name="texts">The value and the gradient of each, empty for none.</param>
    public static ImmutableArray<LabelPair> Of(
        ImmutableArray<ImmutableArray<Point>> arrows, ImmutableArray<(string Value, string Gradient)> texts)
    {
        var (pairs, taken) = (ImmutableArray.CreateBuilder<LabelPair>(), new List<Box>());
        for (var i = 0; i < arrows.Length; i++)
        {
            var (value, gradient) = texts[i];
            var candidates = Along.Select(along => Beside(arrows[i], along, value, gradient)).ToList();
            var best = candidates.MinBy(pair => Boxes(pair, value, gradient).Sum(box =>
                taken.Count(box.Meets) + arrows.Count(arrow => Meets(arrow, box))));
            pairs.Add(best);
            taken.AddRange(Boxes(best, value, gradient));
        }

        return pairs.ToImmutable();
    }

    /// <summary>Whether an arrow runs through a box.</summary>
    public static bool Meets(ImmutableArray<Point> arrow, Box box) =>
        arrow.Zip(arrow.Skip(1), (from, to) => Projection.Cut(from, to, box)).Any(part => part is not null);

    private static IEnumerable<Box> Boxes(LabelPair pair, string value, string gradient)
    {
        if (value.Length > 0) yield return BoxOf(value, pair.Value);
        if (gradient.Length > 0) yield return BoxOf(gradient, pair.Gradient);
    }

    // The steeper the arrow, the further above and below: its slope times half the number's width.
    private static LabelPair Beside(ImmutableArray<Point> arrow, double along, string value, string gradient)
    {
        var (from, to) = (arrow[0], arrow[1]);
        var at = new Point(from.X + (along * (to.X - from.X)), from.Y + (along * (to.Y - from.Y)));
        var slope = Math.Abs((to.Y - from.Y) / Math.Max(1, to.X - from.X));
        double Away(string text) => (Size / 2) + Distance + (slope * Words.Width(text, Size) / 2);
        return new(at with { Y = at.Y - Away(value) }, at with { Y = at.Y + Away(gradient) });
    }
}
