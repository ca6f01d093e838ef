using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Properties.Nn;

/// <summary>
/// Every optimizer and every transform of the library, each made into an optimizer by a learning rate that may be a
/// variable.
/// </summary>
internal static class EveryOptimizer
{
    // Large enough that the derivative of Adam's step at a gradient of 0, 1 / epsilon, leaves the digits of the others.
    private const double Epsilon = 1e-2;

    public static IReadOnlyDictionary<string, Func<Expr, GradientTransform>> By { get; } =
        new Dictionary<string, Func<Expr, GradientTransform>>
        {
            ["Sgd"] = rate => Optimizers.Sgd(rate),
            ["Momentum"] = rate => Optimizers.Momentum(rate, 0.5),
            ["Nesterov"] = rate => Optimizers.Nesterov(rate, 0.5),
            ["AdaGrad"] = rate => Optimizers.AdaGrad(rate, Epsilon),
            ["AdaGrad, smooth root"] = rate => Optimizers.AdaGrad(rate, Epsilon, epsilonRoot: 1e-3),
            ["RmsProp"] = rate => Optimizers.RmsProp(rate, 0.7, Epsilon),
            ["RmsProp, smooth root"] = rate => Optimizers.RmsProp(rate, 0.7, Epsilon, epsilonRoot: 1e-3),
            ["Adam"] = rate => Optimizers.Adam(rate, 0.6, 0.8, Epsilon),
            ["Adam, smooth root"] = rate => Optimizers.Adam(rate, 0.6, 0.8, Epsilon, epsilonRoot: 1e-3),
            ["AdamW"] = rate => Optimizers.AdamW(rate, 0.1, 0.6, 0.8, Epsilon),
            ["Lion"] = rate => Optimizers.Lion(rate, 0.1, 0.6, 0.8),
            ["Decay"] = rate => Optimizers.Chain(new AddDecayedWeights(0.5 * rate, 0), Optimizers.Momentum(rate)),
            ["Schedule"] = rate => Optimizers.Sgd(Schedule.Of(step => rate / (step + 1))),
            ["Scheduled momentum"] = rate =>
                Optimizers.Chain(Optimizers.Momentum(Schedules.WarmUp(2, Schedules.Cosine(0.3, 3))), new Scale(rate)),
            ["Clip by value"] = rate => Optimizers.Chain(new ClipByValue(0.3), Optimizers.Sgd(rate)),
            ["Clip by global norm"] = rate =>
                Optimizers.Chain(new ClipByGlobalNorm(0.4), Optimizers.Adam(rate, 0.6, 0.8, Epsilon)),
            ["Adjustable"] = rate =>
                Optimizers.Chain(Optimizers.Adjustable(s => Optimizers.Momentum(s[0], 0.5), 0.5), new Scale(rate)),
            ["Masked"] = rate => Optimizers.Chain(
                Optimizers.Sgd(rate).Only(IsFirst), Optimizers.Adam(rate, 0.6, 0.8, Epsilon).Only(IsOther)),
            ["Groups"] = rate =>
                Optimizers.Groups(
                    (IsFirst, Optimizers.Momentum(rate)), (IsOther, Optimizers.RmsProp(rate, 0.7, Epsilon))),
            ["Frozen"] = rate => Optimizers.Adam(rate, 0.6, 0.8, Epsilon).Freeze(IsOther),
        };

    /// <summary>The types of a transform and of all transforms within it.</summary>
    public static IEnumerable<Type> Types(GradientTransform transform) => transform switch
    {
        Chain chain => chain.Parts.SelectMany(Types).Prepend(typeof(Chain)),
        Masked masked => Types(masked.Inner).Prepend(typeof(Masked)),
        Groups groups => groups.Parts.SelectMany(Types).Prepend(typeof(Groups)),
        _ => [transform.GetType()],
    };

    private static bool IsFirst(string path) =>
        path.Contains("Weight", StringComparison.Ordinal) || path is "First" or "A";

    private static bool IsOther(string path) => !IsFirst(path);
}
