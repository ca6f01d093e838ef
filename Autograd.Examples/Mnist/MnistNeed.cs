using Autograd.Examples.Output;

namespace Autograd.Examples.Mnist;

/// <summary>The memory that a training takes.</summary>
internal static class MnistNeed
{
    // Weights, their gradient, two moments of Adam, and each once more: what a look copies, and what is being made.
    private const int CopiesOfWeights = 8;

    // An activation, its derivative and what is between them.
    private const int CopiesOfUnits = 4;

    // What a look at the accuracies takes together.
    private const int Chunk = 1000;

    /// <summary>Refuses a network, or a mini-batch, that needs more memory than there is.</summary>
    /// <param name="arguments">What is asked for.</param>
    /// <param name="features">Pixels of an image.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="Experiments.ExperimentException">There is less memory.</exception>
    public static void Check(MnistArguments arguments, int features, int classes)
    {
        var weights = Bytes(CopiesOfWeights, arguments.Hidden * ((double)features + classes + 1));
        var looks = Bytes(CopiesOfUnits, Chunk * ((double)arguments.Hidden + features));
        MemoryNeed.Check("--hidden", arguments.Hidden, weights + looks);
        var batch = Bytes(CopiesOfUnits, arguments.Batch * ((double)arguments.Hidden + features + classes));
        MemoryNeed.Check("--batch", arguments.Batch, weights + batch);
    }

    private static double Bytes(int copies, double numbers) => sizeof(float) * copies * numbers;
}
