using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// What an optimizer remembers between steps: records of the model's shape, numbers, and the states of its parts.
/// </summary>
/// <param name="Moments">Records of the model's shape, such as velocities.</param>
/// <param name="Scalars">Numbers, such as a <see cref="StepCount"/>.</param>
/// <param name="Parts">The states of the transforms of a chain.</param>
/// <typeparam name="TModel">The model.</typeparam>
[ParameterRecord]
public sealed partial record OptimizerState<TModel>(
    ImmutableArray<TModel> Moments, ImmutableArray<Expr> Scalars, ImmutableArray<OptimizerState<TModel>> Parts)
    where TModel : IParameterRecord<TModel>
{
    /// <summary>The state of a transform that remembers nothing.</summary>
    public static OptimizerState<TModel> Empty { get; } = new([], [], []);

    /// <summary>A state of records of the model's shape.</summary>
    /// <param name="moments">The records.</param>
    public static OptimizerState<TModel> OfMoments(params ReadOnlySpan<TModel> moments) => new([.. moments], [], []);

    /// <summary>The state with other settings, for an <see cref="Adjustable"/> optimizer.</summary>
    /// <param name="settings">The settings, in the order in which the optimizer takes them.</param>
    /// <exception cref="ArgumentException">The optimizer has another number of settings.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not a finite number.</exception>
    public OptimizerState<TModel> WithSettings(params ReadOnlySpan<double> settings) =>
        settings.Length == Scalars.Length
        ? this with { Scalars = OfSettings(settings) }
        : throw new ArgumentException(
            $"The optimizer has {Scalars.Length} settings, but {settings.Length} were given.", nameof(settings));

    /// <summary>A record of the model's shape, of zeros.</summary>
    /// <param name="model">The model.</param>
    public static TModel ZerosLike(TModel model) => model.Map(leaf => Prelude.Zeros(leaf.Shape));

    // Scalar tensors, as settings may be differentiated with respect to.
    internal static ImmutableArray<Expr> OfSettings(ReadOnlySpan<double> settings)
    {
        var literals = ImmutableArray.CreateBuilder<Expr>(settings.Length);
        foreach (var setting in settings)
        {
            Checks.Finite(setting, nameof(settings));
            literals.Add(Prelude.Literal(Tensor.Of(Shape.Scalar, setting)));
        }

        return literals.MoveToImmutable();
    }
}
