using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>What came out.</summary>
/// <param name="Iterations">Steps made.</param>
/// <param name="TrainAccuracy">On all training images, at the end.</param>
/// <param name="TestAccuracy">On all test images, at the end.</param>
/// <param name="Seconds">Training with its evaluations, reading excluded.</param>
/// <param name="ReadingSeconds">Reading and checking the data.</param>
/// <param name="FirstStepSeconds">From the start of the process to the end of the first step, reading excluded.</param>
/// <param name="PeakBytes">The most memory that the process has held.</param>
/// <param name="WeightsSha256">Of the trained weights' bytes, in the order of the leaves.</param>
/// <param name="File">Where they were written.</param>
internal sealed record MnistResult(
    int Iterations,
    double TrainAccuracy,
    double TestAccuracy,
    double Seconds,
    double ReadingSeconds,
    double FirstStepSeconds,
    long PeakBytes,
    string WeightsSha256,
    string File);

/// <summary>How a run is shown.</summary>
internal abstract class MnistReport
{
    /// <summary>The form that the arguments ask for.</summary>
    public static MnistReport For(MnistArguments arguments) =>
        arguments.Json ? new JsonReport() : new TextReport(arguments);

    /// <summary>Before the first step: what is about to be done.</summary>
    public abstract void Start(MnistArguments arguments, DataSet train, DataSet test, long parameters);

    /// <summary>Every few steps.</summary>
    public abstract void Progress(int iteration, double loss, double seconds);

    /// <summary>At the end of each epoch, and of the run.</summary>
    public abstract void Epoch(
        double epoch, int iteration, double loss, double trainAccuracy, double testAccuracy, double seconds);

    /// <summary>The end.</summary>
    public abstract void Finish(MnistResult result, bool interrupted);
}
