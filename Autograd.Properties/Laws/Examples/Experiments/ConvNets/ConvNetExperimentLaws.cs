using System.Collections.Immutable;
using System.Text.Json;
using Autograd.Examples;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments;
using Autograd.Examples.Experiments.ConvNets;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Nn.Data;
using Autograd.Properties.Examples.Experiments.Search;
using Autograd.Properties.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Examples.Experiments.ConvNets;

/// <summary>`convnet` and `deepnet` on few small images, and the windows that `convolve` shows.</summary>
public sealed class ConvNetExperimentLaws
{
    [Fact]
    public void Another_data_set_is_learnt_by_convnet_the_same_for_any_number_of_threads()
    {
        using var data = SmallDigits.Write(160, 40);
        var notes = new List<Note>();
        var one = Run(ConvNetExperiment.Experiment, data, notes.Add, "--epochs", "6", "--batch", "20", "--threads",
            "1", "--learning-rate", "0.01");
        var three = Run(ConvNetExperiment.Experiment, data, null, "--epochs", "6", "--batch", "20", "--threads", "3",
            "--learning-rate", "0.01");
        Assert.True(Value(one, "test accuracy, epoch 6") > 0.9, SearchExperimentLaws.Findings(one));
        Assert.Equal(SearchExperimentLaws.Findings(one), SearchExperimentLaws.Findings(three));
        Assert.Equal(one.Findings.Plates.Select(plate => Svg.Render(plate.Picture)),
            three.Findings.Plates.Select(plate => Svg.Render(plate.Picture)));
        Assert.Equal((30 * 26) + (120 * 100) + 100 + (100 * 10) + 10, Value(one, "parameters"));

        Assert.Equal(
            [1.0, 2, 3, 4, 5, 6], notes.Select(note => note.Values.Single(value => value.Name == "epoch").Value));
        Assert.Equal(
            Value(one, "test accuracy, epoch 6"), notes[^1].Values.Single(value => value.Name == "testAccuracy").Value);
        Assert.All(one.Findings.Figures, figure => Assert.Null(figure.Book));

        Assert.Matches("^[0-9a-f]{64}$", one.Findings.Weights!.Sha256);
        Assert.Equal(one.Findings.Weights!.Sha256, three.Findings.Weights!.Sha256);
    }

    [Fact]
    public void The_curve_of_the_loss_is_shown_as_it_grows()
    {
        using var data = SmallDigits.Write(80, 16);
        var curves = new List<ImmutableArray<Point>>();
        var setup = Setup(ConvNetExperiment.Experiment, data, "--epochs", "5", "--batch", "20");
        var run = ExperimentRunner.Run(setup, curve: chart => curves.Add(((Line)chart.Series[0]).Points));
        Assert.Equal([2, 3, 4, 5], curves.Select(points => points.Length));
        Assert.Equal<IEnumerable<Point>>(Loss(run), curves[^1]);
    }

    [Theory]
    [InlineData("convnet")]
    [InlineData("deepnet")]
    public void The_result_in_json_has_the_digest_of_the_weights(string name)
    {
        using var data = SmallDigits.Write(20, 8);
        string Digest(string seed)
        {
            var output = new StringWriter();
            Assert.Equal(0, CommandLine.Run([name, "--json", "--data", data.Path, "--output", data.Path, "--epochs",
                "1", "--batch", "10", "--seed", seed], output, TextWriter.Null));
            var events = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement).ToArray();
            Assert.Contains("vectors", events[0].GetProperty("configuration").GetProperty("vectors").GetString(),
                StringComparison.Ordinal);
            return events[^1].GetProperty("result").GetProperty("weightsSha256").GetString()!;
        }

        Assert.Equal(Digest("1"), Digest("1"));
        Assert.NotEqual(Digest("1"), Digest("2"));
    }

    [Fact]
    public void Convnet_shows_its_filters_and_an_image_layer_by_layer()
    {
        using var data = SmallDigits.Write(40, 16);
        var plates = Run(ConvNetExperiment.Experiment, data, null, "--epochs", "1", "--batch", "20", "--digit",
            "3").Findings.Plates.ToDictionary(plate => plate.File);
        (int Count, int Width) Grid(string file) => plates[file].Picture is ImageGrid grid
            ? (grid.Images.Length, grid.Images.Select(image => image.Width).Distinct().Single())
            : default;
        Assert.Equal((30, 5), Grid("convnet-filters-before"));
        Assert.Equal((30, 5), Grid("convnet-filters-after"));
        Assert.NotEqual(
            Svg.Render(plates["convnet-filters-before"].Picture), Svg.Render(plates["convnet-filters-after"].Picture));
        Assert.Equal((1, 8), Grid("convnet-image"));
        Assert.StartsWith("Test image 3, a 3: ", plates["convnet-image"].Caption, StringComparison.Ordinal);
        Assert.Equal((30, 4), Grid("convnet-image-convolution"));
        Assert.Equal((30, 4), Grid("convnet-image-relu"));
        Assert.Equal((30, 2), Grid("convnet-image-pooling"));
        Assert.Equal((1, 20), Grid("convnet-image-hidden"));
        Assert.All(((ImageGrid)plates["convnet-image-relu"].Picture).Images.SelectMany(image => image.Values),
            pixel => Assert.True(pixel >= 0));

        var hidden = ((ImageGrid)plates["convnet-image-hidden"].Picture).Images[0].Values;
        Assert.Equal(100, hidden.Length);
        Assert.All(hidden, unit => Assert.True(unit >= 0));
        Assert.Contains($"{hidden.Count(unit => unit > 0)} of 100 at work", plates["convnet-image-hidden"].Caption,
            StringComparison.Ordinal);

        ImmutableArray<double>[] ends = [.. ((Panels)plates["convnet-image-scores"].Picture).Parts.Select(
            part => ((Histogram)((Chart)part).Series[0]).Counts)];
        var powers = ends[0].Select(score => Math.Exp(score - ends[0].Max())).ToArray();
        Assert.Equal(10, powers.Length);
        for (var digit = 0; digit < 10; digit++) Assert.Equal(powers[digit] / powers.Sum(), ends[1][digit], 1e-12);
    }

    [Fact]
    public void Deepnet_learns_with_and_without_moved_images()
    {
        using var data = SmallDigits.Write(64, 16);
        string[] arguments = ["--epochs", "3", "--batch", "16"];
        ExperimentRun Deep(params string[] more) =>
            Run(DeepNetExperiment.Experiment, data, null, [.. arguments, .. more]);
        var (plain, again, moved, constant) =
            (Deep("--threads", "2"), Deep("--threads", "1"), Deep("--augment"), Deep("--constant"));
        Assert.Equal(SearchExperimentLaws.Findings(plain), SearchExperimentLaws.Findings(again));
        Assert.Equal(3, new[] { plain, moved, constant }.Select(run => string.Join(' ', Loss(run))).Distinct().Count());
        foreach (var run in new[] { plain, moved, constant })
        {
            Assert.True(Loss(run)[^1].Y < Loss(run)[0].Y, SearchExperimentLaws.Findings(run));
        }

        Assert.Equal(160 + 2_320 + 4_640 + 9_248 + 18_496 + 36_928 + (64 * 50) + 50 + 510, Value(plain, "parameters"));
    }

    [Fact]
    public void A_stopped_training_shows_what_it_has_and_nothing_where_it_has_nothing()
    {
        using var data = SmallDigits.Write(40, 16);
        using var stop = new CancellationTokenSource();
        var setup = Setup(ConvNetExperiment.Experiment, data, "--epochs", "50", "--batch", "20");
        var run = ExperimentRunner.Run(setup, note: _ => stop.Cancel(), stop: stop.Token);
        Assert.True(run.Stopped);
        Assert.InRange(Loss(run).Length, 1, 3);
        Assert.Throws<OperationCanceledException>(() => ExperimentRunner.Run(setup, stop: stop.Token));
    }

    [Fact]
    public void Images_that_are_too_small_or_not_there_are_refused_in_one_line()
    {
        using var data = SmallDigits.Write(20, 10);
        var error =
            Assert.Throws<ProgramException>(() => Run(ConvNetExperiment.Experiment, data, null, "--digit", "10"));
        Assert.Equal("--digit: the test images are 0 to 9, and 10 is none of them", error.Message);

        using var tiny = new TemporaryFolder();
        foreach (var part in new[] { "train", "t10k" })
        {
            tiny.Write($"{part}-images-idx3-ubyte", IdxContent.Idx([2, 2, 2], new byte[8]));
            tiny.Write($"{part}-labels-idx1-ubyte", IdxContent.Idx([2], [0, 1]));
        }

        foreach (var experiment in new[] { ConvNetExperiment.Experiment, DeepNetExperiment.Experiment })
            Assert.StartsWith(
                "--data: images of 2 × 2 are too small for this network: ", Assert.Throws<ProgramException>(
                () => Run(experiment, tiny, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_the_book_they_train_for_one_epoch()
    {
        foreach (var experiment in new[] { ConvNetExperiment.Experiment, DeepNetExperiment.Experiment })
            Assert.Equal<IEnumerable<string>>(["--epochs", "1"], Assert.Single(experiment.BookRuns));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    public void A_window_covers_what_its_number_is_made_of(int stride, int padding)
    {
        var window = new SlidingWindow([.. Enumerable.Range(0, 7).Select(row => Enumerable.Range(0, 5)
            .Select(column => (double)((row * row) + column)).ToImmutableArray())], stride, padding);
        var result = window.Result;
        var pictures =
            window.Pictures([.. Enumerable.Range(0, result.Shape.Size)]).Cast<NumberGrid>().Chunk(3).ToArray();
        Assert.Equal(result.Shape.Size, pictures.Length);
        for (var place = 0; place < pictures.Length; place++)
        {
            var (image, filter, sum) = (pictures[place][0], pictures[place][1], pictures[place][2]);
            Assert.Equal(result.Elements[place],
                image.Marked.Zip(filter.Numbers, (pixel, weight) => image.Numbers[pixel] * weight).Sum());
            Assert.Equal(place, Assert.Single(sum.Marked));
            Assert.Equal((7 + (2 * padding)) * (5 + (2 * padding)) - 35, image.Faint.Length);
            Assert.All(image.Faint, i => Assert.Equal(0, image.Numbers[i]));
        }
    }

    [Fact]
    public void Wrong_answers_are_those_that_are_not_the_label()
    {
        var data =
            DataSet.From([.. new byte[4 * 50]], [.. Enumerable.Range(0, 50).Select(i => (byte)(i % 2))], [2, 2], 2);
        var answers = new Answers(data, [.. Enumerable.Repeat(1, 50)]);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => 2 * i), answers.Wrong);
        Assert.Equal(0.5, answers.Accuracy);
        Assert.Equal<IEnumerable<string>>(["0", "0", "25"], answers.Confusion().Rows[0].Take(3));
        Assert.Equal(25, Assert.IsType<ImageGrid>(Assert.Single(answers.WrongPlates("x")).Picture).Images.Length);
        Assert.Empty(new Answers(data, [.. Enumerable.Range(0, 50).Select(i => i % 2)]).WrongPlates("x"));
    }

    private static ExperimentRun Run(
        Experiment experiment, TemporaryFolder data, Action<Note>? note, params string[] arguments) =>
        ExperimentRunner.Run(Setup(experiment, data, arguments), note: note);

    private static ExperimentSetup Setup(Experiment experiment, TemporaryFolder data, params string[] arguments) =>
        ExperimentSetup.Of(experiment, ["--data", data.Path, .. arguments]);

    private static double Value(ExperimentRun run, string figure) =>
        run.Findings.Figures.Single(found => found.Name == figure).Value;

    private static ImmutableArray<Point> Loss(ExperimentRun run) =>
        ((Line)((Chart)((Panels)run.Findings.Plates[0].Picture).Parts[0]).Series[0]).Points;
}
