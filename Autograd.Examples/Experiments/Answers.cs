using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>What a network answered on images, and which answers are wrong.</summary>
/// <param name="Data">The images.</param>
/// <param name="Predictions">The class that each was taken for.</param>
internal sealed record Answers(DataSet Data, ImmutableArray<int> Predictions)
{
    private const int Columns = 10;
    private const int Shown = 40;

    /// <summary>The images that were taken for something else.</summary>
    public ImmutableArray<int> Wrong { get; } =
        [.. Enumerable.Range(0, Data.Count).Where(i => Predictions[i] != Data.Label(i))];

    /// <summary>The share that is right.</summary>
    public double Accuracy => ConfusionMatrix.Of(Predictions, Data).Accuracy;

    /// <summary>Some of the wrong answers; no picture where there is none, or where the data are no images.</summary>
    /// <param name="file">The name of the picture's file.</param>
    public IEnumerable<Plate> WrongPlates(string file)
    {
        if (Wrong.IsEmpty || Data.ImageShape.Length < 2) yield break;
        yield return new(file, $"{(Wrong.Length > Shown ? $"The first {Shown}" : "All")} of {Wrong.Length} wrong "
            + $"answers among {Data.Count} test images: the label, and what the network took it for.", new ImageGrid(
            "Taken for something else", Columns, [.. Wrong.Take(Shown).Select(
                i => new Image($"{Data.Label(i)} taken for {Predictions[i]}", Data.ImageShape[^1], Pixels(Data, i)))]));
    }

    /// <summary>How often each label was taken for each class.</summary>
    public Table Confusion()
    {
        var matrix = ConfusionMatrix.Of(Predictions, Data);
        return new("Confusion: a row for each label, a column for each answer",
            ["label", .. Classes(matrix).Select(c => $"{c}"), "right"],
            [.. Classes(matrix).Select(label => (ImmutableArray<string>)[$"{label}",
                .. Classes(matrix).Select(predicted => $"{matrix[label, predicted]}"), $"{matrix.Recall(label):P1}"])]);
    }

    /// <summary>The pixels of an image, from 0 to 1.</summary>
    public static ImmutableArray<double> Pixels(DataSet data, int image)
    {
        var pixels = new float[data.Features];
        data.GatherImage(image, pixels);
        return [.. pixels.Select(pixel => (double)pixel)];
    }

    private static IEnumerable<int> Classes(ConfusionMatrix matrix) => Enumerable.Range(0, matrix.Classes);
}
