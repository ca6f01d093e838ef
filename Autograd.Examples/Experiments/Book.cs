using System.Collections.Immutable;
using Autograd.Examples.Experiments.ConvNets;
using Autograd.Examples.Experiments.Descend;
using Autograd.Examples.Experiments.Digits;
using Autograd.Examples.Experiments.Mnist;
using Autograd.Examples.Experiments.Search;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Experiments;

/// <summary>
/// The experiments of <i>Deep Learning from Scratch</i>, in its order. A new one is added here and nowhere else.
/// </summary>
internal static class Book
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<Experiment> Experiments { get; } =
    [
        GatesExperiment.Experiment,
        DerivativeExperiment.Experiment,
        DescendExperiment.Experiment,
        ShoppingExperiment.Experiment,
        GradcheckExperiment.Experiment,
        MnistExperiment.Experiment,
        DigitsExperiment.Experiment,
        OptimizersExperiment.Experiment,
        InitExperiment.Experiment,
        BatchNormExperiment.Experiment,
        OverfitExperiment.Experiment,
        SearchExperiment.Experiment,
        ConvolveExperiment.Experiment,
        ConvNetExperiment.Experiment,
        DeepNetExperiment.Experiment,
    ];
}
