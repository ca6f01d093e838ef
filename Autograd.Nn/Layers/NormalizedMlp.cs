using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Fully connected layers with batch normalisation before each activation.</summary>
/// <param name="Network">The layers.</param>
/// <param name="Norms">One normalisation for each hidden layer.</param>
[ParameterRecord]
public sealed partial record NormalizedMlp(Mlp Network, ImmutableArray<BatchNorm> Norms)
{
    /// <summary>A network with random weights, zero biases, scales 1 and shifts 0.</summary>
    /// <inheritdoc cref="Mlp.Create"/>
    public static NormalizedMlp Create(ReadOnlySpan<int> widths, Initializer initializer, Key key) =>
        new(Mlp.Create(widths, initializer, key), [.. Hidden(widths).Select(BatchNorm.Create)]);

    /// <summary>The running statistics before training: means 0 and variances 1.</summary>
    public RunningStatistics Statistics() =>
        new([.. Norms.Select(norm => FeatureStatistics.Create(norm.Scale.Shape[0]))]);

    /// <summary>Inference: the scores [n, outputs] of rows x [n, inputs], normalised by running statistics.</summary>
    /// <param name="running">The running statistics of each layer.</param>
    /// <param name="x">Rows, [n, inputs].</param>
    /// <param name="activation">The function between two layers.</param>
    public Expr Scores(RunningStatistics running, Expr x, Func<Expr, Expr> activation)
    {
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(activation);
        return Network.Scores(x, (hidden, layer) => activation(hidden.BatchNorm(Norms[layer], running.Layers[layer])));
    }

    /// <summary>
    /// Training: the scores, normalised by the statistics of the batch, and the running statistics after it.
    /// </summary>
    /// <param name="running">The running statistics before the batch.</param>
    /// <param name="x">Rows, [n, inputs].</param>
    /// <param name="activation">The function between two layers.</param>
    public (Expr Scores, RunningStatistics Running) TrainingScores(
        RunningStatistics running, Expr x, Func<Expr, Expr> activation)
    {
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(activation);
        var next = running.Layers;
        var scores = Network.Scores(x, (hidden, layer) =>
        {
            var (y, seen) = hidden.BatchNormTraining(Norms[layer], running.Layers[layer]);
            next = next.SetItem(layer, seen);
            return activation(y);
        });
        return (scores, new(next));
    }

    private static int[] Hidden(ReadOnlySpan<int> widths) => widths.Length > 2 ? widths[1..^1].ToArray() : [];
}

/// <summary>The running statistics of each normalisation of a network.</summary>
/// <param name="Layers">First to last.</param>
[ParameterRecord]
public sealed partial record RunningStatistics(ImmutableArray<FeatureStatistics> Layers);
