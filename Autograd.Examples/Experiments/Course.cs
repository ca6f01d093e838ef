using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Graph;

namespace Autograd.Examples.Experiments;

/// <summary>How the training of a network went.</summary>
/// <param name="Before">The network with its first, random weights.</param>
/// <param name="Net">The network, as far as it was trained.</param>
/// <param name="Looks">What was seen on the way.</param>
/// <typeparam name="TModel">The type of the network.</typeparam>
internal sealed record Course<TModel>(TModel Before, TModel Net, ImmutableArray<Look> Looks)
    where TModel : IParameterRecord<TModel>
{
    /// <summary>The steps that were made.</summary>
    public int Steps => Looks.IsEmpty ? 0 : Looks[^1].Iteration;

    /// <summary>How good the network is at the end.</summary>
    public Verdict Last => Judged.Last().Verdict!;

    /// <summary>The mean loss of the batches since the last look, over the epochs.</summary>
    public ImmutableArray<Point> Losses => Points(Made, look => look.Loss);

    /// <summary>The mean loss of the batches since the last look, over the steps.</summary>
    public ImmutableArray<Point> LossesByStep => [.. Made.Select(look => new Point(look.Iteration, look.Loss))];

    /// <summary>The accuracy on images learnt from, over the epochs.</summary>
    public ImmutableArray<Point> Training => Points(Judged, look => look.Verdict!.Training);

    /// <summary>The accuracy on the test images, over the epochs.</summary>
    public ImmutableArray<Point> Test => Points(Judged, look => look.Verdict!.Test);

    /// <summary>The loss on the test images, over the epochs.</summary>
    public ImmutableArray<Point> TestLosses => Points(Judged, look => look.Verdict!.TestLoss);

    /// <summary>When the first step was done, as a timestamp of the stopwatch.</summary>
    public long FirstStep { get; init; }

    /// <summary>How long it took, the measurements of the network included.</summary>
    public double Seconds { get; init; }

    /// <summary>What ended the training before its end.</summary>
    public Exception? Failure { get; init; }

    // Before the first step there is no loss.
    private IEnumerable<Look> Made => Looks.Where(look => look.Iteration > 0);

    private IEnumerable<Look> Judged => Looks.Where(look => look.Verdict is not null);

    private static ImmutableArray<Point> Points(IEnumerable<Look> looks, Func<Look, double?> value) =>
        [.. looks.Where(look => value(look) is not null).Select(look => new Point(look.Epoch, value(look)!.Value))];
}

/// <summary>A look at a training on its way.</summary>
/// <param name="Iteration">Steps made.</param>
/// <param name="Epoch">Epochs made.</param>
/// <param name="Loss">The mean loss of the batches since the last look.</param>
/// <param name="Verdict">How good the network is, where that was measured.</param>
internal sealed record Look(int Iteration, double Epoch, double Loss, Verdict? Verdict);

/// <summary>How good a network is.</summary>
/// <param name="Test">The accuracy on the test images.</param>
/// <param name="Training">The accuracy on images learnt from, where it was measured.</param>
/// <param name="TestLoss">The loss on the test images, where it was measured.</param>
internal sealed record Verdict(double Test, double? Training = null, double? TestLoss = null)
{
    /// <summary>The answers on the test images, where they were kept.</summary>
    public Answers? Answers { get; init; }
}
