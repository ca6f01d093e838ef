using Autograd.Nn;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Nn;

/// <summary>A place to start from, and the gradient of each step there.</summary>
public sealed record GradientSequence(double[] Start, double[][] Gradients)
{
    public override string ToString() =>
        $"from [{string.Join(", ", Start)}]: "
            + $"{string.Join("; ", Gradients.Select(gradient => string.Join(", ", gradient)))}";
}

/// <summary>The numbers that an optimizer is set by.</summary>
public sealed record Settings(double Rate, double FirstDecay, double SecondDecay, double Epsilon);

/// <summary>Gradients of all sizes, settings, and transforms.</summary>
public static class OptimizerArbitraries
{
    private static Gen<double> Number { get; } =
        from digits in Gen.Choose(-999, 999)
        from scale in Gen.Elements(1e-6, 1e-3, 1, 0)
        select digits * scale;

    public static Arbitrary<GradientSequence> Sequence() => Arb.From(
        from size in Gen.Choose(1, 3)
        from steps in Gen.Choose(1, 10)
        from start in Number.ArrayOf(size)
        from gradients in Number.ArrayOf(size).ArrayOf(steps)
        select new GradientSequence(start, gradients),
        sequence => sequence.Gradients.Length == 1 ? [] : [sequence with { Gradients = sequence.Gradients[1..] },
            sequence with { Gradients = sequence.Gradients[..^1] }]);

    public static Arbitrary<Settings> Settings() => Arb.From(
        from rate in Gen.Elements(0.001, 0.1, 0.95)
        from first in Gen.Elements(0, 0.5, 0.9)
        from second in Gen.Elements(0.9, 0.99, 0.999)
        from epsilon in Gen.Elements(1e-8, 1e-3)
        select new Settings(rate, first, second, epsilon));

    public static Arbitrary<GradientTransform> Transform() => Arb.From(
        from decay in Gen.Elements(0.25, 0.5, 0.9)
        from transform in Gen.Elements<GradientTransform>(
            new Scale(-decay), new Trace(decay), new ScaleByAdam(decay, 0.99, 1e-8), Optimizers.Momentum(0.1, decay),
            Optimizers.Nesterov(Schedules.Cosine(0.1, 3), decay),
            new ScaleByRootSumOfSquares(1e-7), new ScaleByRootMeanSquare(decay, 1e-7), new AddDecayedWeights(decay, 0),
            new ClipByValue(decay), new ClipByGlobalNorm(decay))
        select transform);
}
