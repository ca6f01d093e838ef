using System.Text.Json;
using Autograd.Examples.Bench;
using Autograd.Examples.Output;
using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>For machines: one JSON object a line.</summary>
internal sealed class JsonReport : MnistReport
{
    private readonly Stream _output = StandardStreams.Output;

    public override void Start(MnistArguments arguments, DataSet train, DataSet test, long parameters) => Line(json =>
    {
        json.WriteString("event", "configuration");
        json.WriteString("data", arguments.Data ?? "mnist");
        json.WriteNumber("trainImages", train.Count);
        json.WriteNumber("testImages", test.Count);
        json.WriteNumber("features", train.Features);
        json.WriteNumber("hidden", arguments.Hidden);
        json.WriteNumber("classes", train.Classes);
        json.WriteNumber("parameters", parameters);
        json.WriteString("activation", arguments.Activation);
        json.WriteString("optimizer", arguments.Optimizer);
        json.Number("learningRate", arguments.LearningRate);
        json.WriteNumber("batch", arguments.Batch);
        json.WriteNumber("iterations", arguments.Iterations);
        json.WriteNumber("seed", arguments.Seed);
        json.WriteNumber("threads", arguments.Threads);
        json.WriteString("vectors", Machine.Vectors);
    });

    public override void Progress(int iteration, double loss, double seconds)
    {
    }

    public override void Epoch(double epoch, int iteration, double loss, double trainAccuracy, double testAccuracy,
        double seconds) => Line(json =>
    {
        json.WriteString("event", "epoch");
        json.WriteNumber("epoch", Math.Round(epoch, 4));
        json.WriteNumber("iteration", iteration);
        json.Number("loss", loss);
        json.WriteNumber("trainAccuracy", trainAccuracy);
        json.WriteNumber("testAccuracy", testAccuracy);
        json.WriteNumber("seconds", seconds);
    });

    public override void Finish(MnistResult result, bool interrupted) => Line(json =>
    {
        json.WriteString("event", interrupted ? "interrupted" : "result");
        json.WriteNumber("iterations", result.Iterations);
        json.WriteNumber("trainAccuracy", result.TrainAccuracy);
        json.WriteNumber("testAccuracy", result.TestAccuracy);
        json.WriteNumber("seconds", result.Seconds);
        json.WriteNumber("readingSeconds", result.ReadingSeconds);
        json.WriteNumber("firstStepSeconds", result.FirstStepSeconds);
        json.WriteNumber("peakBytes", result.PeakBytes);
        json.WriteString("weightsSha256", result.WeightsSha256);
        json.WriteString("file", result.File);
    });

    private void Line(Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(_output))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        _output.Write("\n"u8);
        _output.Flush();
    }
}
