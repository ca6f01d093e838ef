using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Properties.Examples.Experiments;
using Xunit;

namespace Autograd.Properties.Examples;

/// <summary>Captions say what their figures and pictures say.</summary>
public sealed partial class CaptionLaws
{
    // Numbers that sentences have whatever the data: one half, the book's 1e-7, 2 × 2 and the like.
    private static readonly double[] Always = [0, 0.5, 1, 2, 3, 4, 10, 1e-7, 19, 0.01, 0.1, 1e13, 1e-4,
        Math.Log(10), TestImages];

    private const int TestImages = 40;

    public static TheoryData<string, string[]> Runs => new()
    {
        { "gates", [] }, { "gates", ["--steps", "1"] }, { "gates", ["--learning-rate", "0.000001", "--steps", "20"] },
        { "gates", ["--seed", "7", "--steps", "300"] }, { "derivative", [] }, { "descend", [] },
        { "descend", ["--function", "x0^2 + x1^2", "--start", "3,1", "--steps", "5"] },
        { "descend", ["--function", "exp(x0^2)", "--start", "2", "--learning-rate", "10"] },
        { "shopping", [] }, { "convolve", [] },
        { "gradcheck", ["--iterations", "1", "--batch", "2"] },
        { "mnist", ["--iterations", "30", "--batch", "20"] },
        { "mnist", ["--iterations", "300", "--batch", "20", "--activation", "relu"] },
        { "digits", ["--epochs", "1"] }, { "digits", ["--epochs", "3"] },
        { "optimizers", ["--iterations", "6", "--batch", "20"] },
        { "init", ["--iterations", "3"] },
        { "batchnorm", ["--epochs", "2", "--examples", "100"] },
        { "overfit", ["--epochs", "6", "--examples", "100"] },
        { "search", ["--trials", "4", "--rounds", "2", "--epochs", "2"] },
        { "convnet", ["--epochs", "1", "--batch", "20"] }, { "convnet", ["--epochs", "3", "--batch", "20"] },
        { "deepnet", ["--epochs", "1", "--batch", "20"] },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_number_in_a_sentence_is_one_that_was_found(string name, string[] arguments)
    {
        using var data = SmallDigits.Write(160, TestImages);
        var experiment = Book.Experiments.Single(each => each.Name == name);
        var run = ExperimentRunner.Run(
            ExperimentSetup.Of(experiment, ["--data", data.Path, "--output", data.Path, .. arguments]));
        var known = Numbers(run);
        foreach (var sentence in run.Findings.Plates.Select(plate => plate.Caption).Append(run.Findings.Conclusion))
        {
            Assert.DoesNotContain("NaN", sentence, StringComparison.Ordinal);
            Assert.All(Number().Matches(sentence).Select(match => match.Value), number =>
                Assert.True(known.Exists(value => IsWritten(number, value)), $"{number} in: {sentence}"));
        }

        // What a picture leaves out it says, so its legend must tell apart what it names.
        Assert.All(run.Findings.Plates.SelectMany(plate => Charts(plate.Picture)),
            chart => Assert.Empty(Autograd.Properties.Examples.Charts.LegendLaws.Alike(chart)));
    }

    [Fact]
    public void A_probability_is_written_one_way()
    {
        using var data = SmallDigits.Write(160, TestImages);
        var plates = ExperimentRunner.Run(ExperimentSetup.Of(
            Book.Experiments.Single(each => each.Name == "convnet"),
            ["--data", data.Path, "--epochs", "2", "--batch", "20"])).Findings.Plates.ToDictionary(plate => plate.File);
        var best = Percentage().Match(plates["convnet-image"].Caption).Value;
        Assert.Equal(best, Percentage().Match(plates["convnet-image-scores"].Caption).Value);
    }

    [Theory]
    [InlineData(0.9995, "99.95 %")]
    [InlineData(0.99999, "99.999 %")]
    [InlineData(0.123, "12.3 %")]
    [InlineData(0.0002, "0.02 %")]
    [InlineData(1, "100.0 %")]
    [InlineData(0, "0.0 %")]
    public void A_share_that_is_not_all_is_not_written_as_all(double share, string text) =>
        Assert.Equal(text, Written.Percent(share));

    [Law]
    public void What_is_said_of_a_gap_is_so(byte[] training, byte[] test)
    {
        var count = Math.Min(training.Length, test.Length);
        ImmutableArray<Point> Curve(byte[] accuracies) =>
            [.. accuracies.Take(count).Select((accuracy, i) => new Point(i + 1, 0.9 + (accuracy / 2560.0)))];
        var (one, other) = (Curve(training), Curve(test));
        var (words, ahead) = (GapWords.Of(one, other), one.Zip(other, (a, b) => a.Y - b.Y).ToList());
        if (count == 0) return;
        Assert.Equal(
            Math.Abs(ahead[^1]) <= GapWords.Little, words.Contains("no overfitting", StringComparison.Ordinal));
        Assert.Equal(ahead[^1] > GapWords.Little, words.Contains("overfits", StringComparison.Ordinal));
        if (Since().Match(words) is not { Success: true } since) return;
        var from = int.Parse(since.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
        Assert.All(ahead.Skip(from), gap => Assert.True(gap > GapWords.Little));
        if (from > 0) Assert.True(ahead[from - 1] <= GapWords.Little);
    }

    [Law]
    public void What_is_said_of_a_curve_is_so(short[] heights)
    {
        ImmutableArray<Point> curve = [.. heights.Select((height, i) => new Point(i, height))];
        var words = CurveWords.FromTo(curve);
        if (words.StartsWith("falls", StringComparison.Ordinal)) Assert.True(heights[^1] < heights[0]);
        if (words.StartsWith("rises", StringComparison.Ordinal)) Assert.True(heights[^1] > heights[0]);
        if (CurveWords.StaysBelow(curve, 100) is not { } from) return;
        Assert.All(heights.Skip((int)from.X), height => Assert.True(height <= 100));
        if (from.X > 0) Assert.True(heights[(int)from.X - 1] > 100);
    }

    [Fact]
    public void Filters_that_are_noise_are_not_called_shapes()
    {
        ImmutableArray<Image> Noise(int seed)
        {
            var random = new Random(seed);
            return [.. Enumerable.Range(0, 30).Select(_ => new Image("", 5,
                [.. Enumerable.Range(0, 25).Select(_ => random.NextDouble() - 0.5)]))];
        }

        ImmutableArray<Image> edges = [.. Enumerable.Range(0, 30).Select(i => new Image("", 5,
            [.. Enumerable.Range(0, 25).Select(p => Math.Sin(i + (p / 5.0 * 0.5)))]))];
        var start = Noise(1);
        var before = Texture.Of(start, start);
        string Words(ImmutableArray<Image> images) => Texture.Of(start, images).Words(before, "edges");
        Assert.StartsWith("much the same", Words(start), StringComparison.Ordinal);
        Assert.Contains("no shapes yet", Words(Noise(2)), StringComparison.Ordinal);
        Assert.StartsWith("edges", Words(edges), StringComparison.Ordinal);
    }

    private static List<double> Numbers(ExperimentRun run)
    {
        var findings = run.Findings;
        var values = findings.Figures.Select(figure => figure.Value).Concat(Always).ToList();
        values.AddRange(Read([.. findings.Figures.Select(figure => figure.Name), .. findings.Tables.SelectMany(
            table => table.Rows.SelectMany(row => row).Append(table.Title)),
            .. run.Configuration.Select(setting => setting.Value)]));
        foreach (var plate in findings.Plates)
        {
            values.AddRange(Of(plate.Picture));
            if (plate.File.EndsWith("-after", StringComparison.Ordinal) && plate.Picture is ImageGrid after)
            {
                var before = ((ImageGrid)findings.Plates.Single(other =>
                    other.File == plate.File.Replace("-after", "-before", StringComparison.Ordinal)).Picture).Images;
                var (texture, noise) = (Texture.Of(before, after.Images), Texture.Of(before, before));
                values.AddRange([texture.Neighbours, texture.WithStart, noise.Neighbours]);
            }
        }

        // A percentage is a hundred times a share, and a gap the difference of two.
        return [.. values, .. values.Select(value => 100 * value)];
    }

    private static IEnumerable<double> Of(Picture picture) => picture switch
    {
        Panels panels => [panels.Parts.Length, .. Read([panels.Title]), .. panels.Parts.SelectMany(Of)],
        Chart chart => [.. Read([chart.Title, chart.X.Label, chart.Y.Label]), .. chart.Series.SelectMany(Of),
            .. Gaps(chart)],
        ImageGrid grid => [grid.Images.Length,
            .. grid.Images.SelectMany(image => new double[] { image.Values.Length, image.Values.Count(x => x > 0) }),
            .. Read([grid.Title, .. grid.Images.Select(image => image.Caption)])],
        NumberGrid grid => [.. grid.Numbers, .. Read([grid.Title, grid.Caption])],
        GraphPicture graph => Read([graph.Title, .. graph.Diagram.Edges.Select(edge => edge.ValueText)]),
        _ => [],
    };

    private static IEnumerable<double> Of(Series series) => series switch
    {
        Line line => [.. line.Points.SelectMany(point => new[] { point.X, point.Y }), .. Read([line.Name])],
        Trajectory walk => [walk.Points.Length - 1, .. walk.Points.SelectMany(point => new[] { point.X, point.Y }),
            .. Read([walk.Name])],
        Histogram bars => bars.Counts,
        _ => Read([series.Name]),
    };

    private static IEnumerable<double> Gaps(Chart chart) =>
        chart.Series.OfType<Line>().ToArray() is [var one, var other]
        ? one.Points.Zip(other.Points, (a, b) => Math.Abs(a.Y - b.Y)) : [];

    private static IEnumerable<Chart> Charts(Picture picture) => picture switch
    {
        Chart chart => [chart],
        Panels panels => panels.Parts.SelectMany(Charts),
        _ => [],
    };

    private static IEnumerable<double> Read(IEnumerable<string> texts) =>
        texts.SelectMany(text => Number().Matches(text)).Select(match => Parsed(match.Value));

    private static double Parsed(string number) =>
        double.Parse(number.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    // To the digits that are written.
    private static bool IsWritten(string number, double value)
    {
        var (mantissa, exponent) = number.Split('e', 'E') is [var digits, var power]
            ? (digits, int.Parse(power, CultureInfo.InvariantCulture)) : (number, 0);
        var decimals =
            mantissa.Contains('.', StringComparison.Ordinal) ? mantissa.Length - mantissa.IndexOf('.') - 1 : 0;
        var last = Math.Pow(10, exponent - decimals);
        return Math.Abs(Math.Abs(value) - Parsed(number)) <= last * 0.5000001;
    }

    [GeneratedRegex(@"(?<![\w.])\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.])\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"[\d.]+ %")]
    private static partial Regex Percentage();

    [GeneratedRegex(@"since epoch (\d+)")]
    private static partial Regex Since();
}
