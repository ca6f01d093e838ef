using Autograd.Examples.Harness;
using Autograd.Examples.Output;

namespace Autograd.Examples.Experiments.Mnist;

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
    /// <param name="lab">What is asked for.</param>
    /// <exception cref="ProgramException">There is less memory.</exception>
    public static void Check(Lab lab)
    {
        var (features, classes) = lab.Data is null
            ? (MnistTraining.UsualFeatures, MnistTraining.UsualClasses)
            : (lab.Digits.Train.Features, lab.Digits.Train.Classes);
        var (hidden, size) = (lab.Get(MnistSettings.Hidden), lab.Get(MnistSettings.Batch));
        var weights = Bytes(CopiesOfWeights, hidden * ((double)features + classes + 1));
        var looks = Bytes(CopiesOfUnits, Chunk * ((double)hidden + features));
        MemoryNeed.Check("--hidden", hidden, weights + looks);
        var batch = Bytes(CopiesOfUnits, size * ((double)hidden + features + classes));
        MemoryNeed.Check("--batch", size, weights + batch);
    }

    private static double Bytes(int copies, double numbers) => sizeof(float) * copies * numbers;
}
