using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Penalties on the size of weights, as expressions to add to a loss.</summary>
/// <example><code>
/// var loss = net.Scores(x).SoftmaxCrossEntropy(t) + 0.1 * net.L2Penalty();
/// </code></example>
public static class Penalties
{
    private const int OfWeights = 2;

    /// <summary>Σ|w|: pulls weights to exactly zero (lasso).</summary>
    /// <param name="model">The model.</param>
    /// <param name="leastRank">Leaves of fewer axes are left out: with 2, weights are counted and biases are
    /// not.</param>
    public static Expr L1Penalty<TModel>(this TModel model, int leastRank = OfWeights)
        where TModel : IParameterRecord<TModel>
        => model.Weights(leastRank).Aggregate(Prelude.Literal(0), (sum, weights) => sum + weights.Abs().Sum());

    /// <summary>
    /// ½Σw²: pulls each weight towards zero by itself (<i>Deep Learning from Scratch</i>, section 6.4.2).
    /// </summary>
    /// <inheritdoc cref="L1Penalty"/>
    public static Expr L2Penalty<TModel>(this TModel model, int leastRank = OfWeights)
        where TModel : IParameterRecord<TModel>
        => 0.5 * model.Weights(leastRank).Aggregate(Prelude.Literal(0), (sum, weights) => sum + weights.Square().Sum());

    /// <summary>max|w|: pulls the largest weight only.</summary>
    /// <inheritdoc cref="L1Penalty"/>
    public static Expr LInfinityPenalty<TModel>(this TModel model, int leastRank = OfWeights)
        where TModel : IParameterRecord<TModel>
        => model.Weights(leastRank).Where(weights => weights.Shape.Size > 0)
            .Aggregate(Prelude.Literal(0), (most, weights) => most.Maximum(weights.LInfinityNorm()));

    private static IEnumerable<Expr> Weights<TModel>(this TModel model, int leastRank)
        where TModel : IParameterRecord<TModel>
    {
        Checks.Rank(leastRank);
        return model.Leaves().Select(leaf => leaf.Value).Where(leaf => leaf.Shape.Rank >= leastRank);
    }
}
