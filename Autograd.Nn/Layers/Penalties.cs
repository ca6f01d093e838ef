using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Penalties on the size of weights, as expressions to add to a loss.</summary>
/// <example><code>
/// var loss = net.Scores(x).SoftmaxCrossEntropy(t) + 0.1 * net.L2Penalty();
/// </code></example>
public static class Penalties
{
    private const int Weights = 2;

    /// <summary>Σ|w|: pulls weights to exactly zero (lasso).</summary>
    /// <param name="model">The model.</param>
    /// <param name="leastRank">Leaves of fewer axes are left out: with 2, weights are counted and biases are not.</param>
    public static Expr L1Penalty<TModel>(this TModel model, int leastRank = Weights)
        where TModel : IParameterRecord<TModel>
        => model.Fold(Prelude.Literal(0), (sum, leaf) => leaf.Value.Shape.Rank < leastRank ? sum : sum + leaf.Value.Abs().Sum());

    /// <summary>½Σw²: pulls each weight towards zero by itself (<i>Deep Learning from Scratch</i>, section 6.4.2).</summary>
    /// <inheritdoc cref="L1Penalty"/>
    public static Expr L2Penalty<TModel>(this TModel model, int leastRank = Weights)
        where TModel : IParameterRecord<TModel>
        => 0.5 * model.Fold(Prelude.Literal(0), (sum, leaf) => leaf.Value.Shape.Rank < leastRank ? sum : sum + leaf.Value.Square().Sum());

    /// <summary>max|w|: pulls the largest weight only.</summary>
    /// <inheritdoc cref="L1Penalty"/>
    public static Expr LInfinityPenalty<TModel>(this TModel model, int leastRank = Weights)
        where TModel : IParameterRecord<TModel>
        => model.Fold(Prelude.Literal(0), (most, leaf) => leaf.Value.Shape.Rank < leastRank || leaf.Value.Shape.Size == 0 ? most : most.Maximum(leaf.Value.LInfinityNorm()));
}
