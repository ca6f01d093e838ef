using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>For people: lines of text, and on a terminal a last line that moves.</summary>
internal sealed class TextReport(MnistArguments arguments) : MnistReport
{
    private readonly bool _live = !Console.IsOutputRedirected && !arguments.Quiet;

    public override void Start(MnistArguments arguments, DataSet train, DataSet test, long parameters)
    {
        if (arguments.Quiet) return;
        var source = arguments.Data is { } directory ? $"from {directory}" : "of MNIST (checked against their SHA-256)";
        Console.WriteLine($"{train.Count:N0} training and {test.Count:N0} test images {source}");
        Console.WriteLine($"{train.Features}-{arguments.Hidden}-{train.Classes} network, {arguments.Activation}, "
            + $"{parameters:N0} parameters, weights N(0, 0.01²), biases 0");
        Console.WriteLine($"{arguments.Optimizer}, learning rate {arguments.LearningRate}: {arguments.Iterations:N0} "
            + $"steps of {arguments.Batch} random images; seed {arguments.Seed}, threads {arguments.Threads}");
        Console.WriteLine();
    }

    public override void Progress(int iteration, double loss, double seconds)
    {
        if (!_live) return;
        var speed = iteration / seconds;
        Console.Write($"\r  step {iteration,6:N0} of {arguments.Iterations:N0}   loss {loss:F4}   {speed,6:N0} "
            + $"steps/s   {(arguments.Iterations - iteration) / speed,4:F1} s left ");
    }

    public override void Epoch(
        double epoch, int iteration, double loss, double trainAccuracy, double testAccuracy, double seconds)
    {
        if (arguments.Quiet) return;
        if (_live) Console.Write($"\r{new string(' ', 78)}\r");
        Console.WriteLine($"epoch {epoch,5:F2}   step {iteration,6:N0}   loss {loss:F4}   train {trainAccuracy:F4}   "
            + $"test {testAccuracy:F4}   {seconds,5:F2} s");
    }

    public override void Finish(MnistResult result, bool interrupted)
    {
        if (!arguments.Quiet) Console.WriteLine();
        Console.WriteLine($"{(interrupted ? "Stopped: t" : "T")}est accuracy {result.TestAccuracy:F4} after "
            + $"{result.Iterations:N0} steps in {result.Seconds:F2} s");
        if (!arguments.Quiet)
        {
            Console.WriteLine($"Weights in {result.File}, pictures in "
                + $"{Path.Combine(arguments.Output, $"mnist-{arguments.Activation}-*.svg")}");
        }
    }
}
