using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>The pictures of convolutional networks.</summary>
internal static class ConvNetPlates
{
    private const int Columns = 10;
    private const double Small = 56;

    // Units of a layer that has no rows and columns of its own.
    private const int UnitsInARow = 20;
    private const double Large = 360;

    /// <summary>Loss and accuracy over the epochs.</summary>
    public static Plate Learning<TModel>(string file, Course<TModel> course)
        where TModel : IParameterRecord<TModel>
    {
        var accuracy = new Chart(
            "Accuracy", new("epoch", Min: 0), new("accuracy", Max: 1),
            new Line("first training images", course.Training) { Marked = true },
            new Line("test images", course.Test) { Dashed = true, Marked = true });
        return new(file, "The loss of the mini-batches, each point the mean since the last, "
            + $"{CurveWords.FromTo(course.Losses)}; the accuracy on the test images "
            + $"{CurveWords.FromTo(course.Test, Written.Percent)}.",
            new Panels("Learning", 2, ImageTraining.LossChart(course), accuracy));
    }

    /// <summary>
    /// The filters of a first layer, before and after training; each has a scale of its own, which its caption tells.
    /// </summary>
    /// <param name="file">The beginning of the files' names.</param>
    /// <param name="shapes">What shapes such filters have, once they have any.</param>
    /// <param name="before">The layer before training.</param>
    /// <param name="after">The layer after it.</param>
    public static IEnumerable<Plate> Filters(string file, string shapes, Conv before, Conv after)
    {
        var (first, last) = (Filters("before", before), Filters("after", after));
        var (noise, texture) = (Texture.Of(first.Images, first.Images), Texture.Of(first.Images, last.Images));
        var (count, colours) = (first.Images.Length, "Ink on red pixels excites, on blue ones quiets.");
        return
        [
            new($"{file}-filters-before",
                $"The {count} filters of the first layer before training: random numbers. {colours}", first),
            new($"{file}-filters-after",
                $"The {count} filters of the first layer after training: {texture.Words(noise, shapes)}. {colours}",
                last),
        ];
    }

    private static ImageGrid Filters(string when, Conv layer) => Grid(
        $"First-layer filters {when} training", layer.Weight.Evaluate<double>(),
        (filter, values) => $"{filter + 1}: ±{values.Max(Math.Abs):G2}");

    /// <summary>
    /// What each layer makes of an image: maps, then units, then scores and what softmax makes of them.
    /// </summary>
    /// <param name="file">The beginning of the files' names.</param>
    /// <param name="net">The network.</param>
    /// <param name="data">The images.</param>
    /// <param name="image">Which of them.</param>
    public static IEnumerable<Plate> Layers(string file, SimpleConvNet net, DataSet data, int image)
    {
        var layers = net.Layers(data.Slice(image, 1).OrderedBatches(1).Single().X);
        var (scores, answer) =
            (layers[^1].Value.Evaluate<double>().Elements, layers[^1].Value.Softmax().Evaluate<double>().Elements);
        var (label, best) = (data.Label(image), answer.IndexOf(answer.Max()));
        yield return new(
            $"{file}-image",
            $"Test image {image}, a {label}: the network takes it for a {best}, with a probability of "
            + $"{Written.Percent(answer[best])}.",
            new ImageGrid(
                $"Test image {image}", 1, new Image($"a {label}", data.ImageShape[^1], Answers.Pixels(data, image))));
        foreach (var (name, value) in layers.Where(layer => layer.Value.Shape.Rank == 4))
        {
            var maps = value.Reshape(Shape.Of([.. value.Shape.Skip(1)])).Evaluate<double>();
            yield return new(
                $"{file}-image-{name}", $"What the {name} gives for it, one map for each filter: {Sense(name)}.",
                Grid($"A {label} after the {name}: {maps.Shape[0]} maps of {maps.Shape[1]} × {maps.Shape[2]}", maps,
                    (map, _) => $"{map + 1}"));
        }

        yield return Units($"{file}-image-hidden", label,
            layers.Single(layer => layer.Name == "hidden").Value.Evaluate<double>().Elements);
        yield return new(
            $"{file}-image-scores",
            $"The {scores.Length} scores for it, and the probabilities that softmax makes of them: "
            + $"{string.Join(", ", Best(answer).Select(digit => $"{digit} with {Written.Percent(answer[digit])}"))}.",
            new Panels($"A {label} at the end", 2, Bars("scores", "score", scores),
                Bars("probabilities", "probability", answer, most: 1)));
    }

    // A cell for each unit.
    private static Plate Units(string file, int label, ImmutableArray<double> units) => new(
        file, $"What the hidden layer makes of the maps: a cell for each unit, {units.Count(unit => unit > 0)} of "
            + $"{units.Length} at work, the redder the more.",
        new ImageGrid($"A {label} after the hidden layer: {units.Length} units", 1, new Image(
            $"white: 0, the reddest: {units.Max():G3}", UnitsInARow, units, Colors.Diverging))
        { Size = Large });

    private static IEnumerable<int> Best(ImmutableArray<double> answer) =>
        Enumerable.Range(0, answer.Length).OrderByDescending(digit => answer[digit]).Take(3);

    private static Chart Bars(string title, string name, ImmutableArray<double> values, double? most = null) => new(
        title, Axis.Of("digit", values.Select((_, digit) => $"{digit}")), new(name, Max: most),
        Histogram.OfCategories("", values));

    private static string Sense(string layer) => layer switch
    {
        "convolution" => "red where the image looks as the filter, blue where it looks as its opposite",
        "relu" => "only the likeness is left",
        "pooling" => "the strongest likeness of each 2 × 2, so that a pixel to the left or right matters less",
        _ => "",
    };

    // An image for each index of the outermost axis; channels below each other.
    private static ImageGrid Grid(
        string title, Tensor<double> values, Func<int, ImmutableArray<double>, string> caption)
    {
        var size = values.Shape.Size / values.Shape[0];
        var images = Enumerable.Range(0, values.Shape[0]).Select(i => values.Elements.Slice(i * size, size))
            .Select((map, i) => new Image(caption(i, map), values.Shape[-1], map, Colors.Diverging));
        return new(title, Columns, [.. images]) { Size = Small };
    }
}
