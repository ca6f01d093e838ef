using Autograd.Examples.Charts;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>The pictures that the repository's pages show are those that the program draws.</summary>
public sealed class PagePictureLaws
{
    private const int Largest = 60_000;

    public static TheoryData<string, string[]> Commands => new()
    {
        { "optimizers", ["--iterations", "1"] },
        { "shopping", [] },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_is_what_its_command_draws(string name, string[] arguments)
    {
        var experiment = Book.Experiments.Single(each => each.Name == name);
        var plates = ExperimentRunner.Run(ExperimentSetup.Of(experiment, arguments)).Findings.Plates;
        var shown = plates.Where(plate => File.Exists(PathOf(plate.File))).ToArray();
        Assert.NotEmpty(shown);
        Assert.All(shown, plate => Assert.Equal(Svg.Render(plate.Picture), File.ReadAllText(PathOf(plate.File))));
        Assert.All(shown, plate => Assert.InRange(new FileInfo(PathOf(plate.File)).Length, 1, Largest));
    }

    private static string PathOf(string file) => Path.Combine(Repository.Root, "docs", "pictures", $"{file}.svg");
}
