using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>The files of a run.</summary>
/// <param name="Weights">The weights that were learnt; null where an experiment learns none.</param>
/// <param name="Pictures">A file for each plate, in their order.</param>
internal sealed record WrittenFiles(string? Weights, ImmutableArray<string> Pictures)
{
    /// <summary>Writes the files of a run: the weights first, since they took longest to make.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">The folder to write to.</param>
    /// <exception cref="ProgramException">A file cannot be written, e.g. because the disk is full.</exception>
    public static WrittenFiles Of(ExperimentRun run, string folder)
    {
        var weights = run.Findings.Weights?.SaveTo(WeightsIn(folder, run.Experiment));
        if (run.Findings.Failure is { } failure) throw failure;
        return new(weights, [.. run.Findings.Plates.Select(plate => Write(plate, folder))]);
    }

    /// <summary>Where the weights of an experiment are written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="experiment">The experiment.</param>
    public static string WeightsIn(string folder, Experiment experiment) =>
        Path.GetFullPath(Path.Combine(folder, $"{experiment.Name}.safetensors"));

    /// <summary>Writes a picture, all of it or nothing, and gives its path.</summary>
    /// <param name="plate">The picture.</param>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ProgramException">It cannot be written, e.g. because the disk is full.</exception>
    public static string Write(Plate plate, string folder) =>
        OutputFolder.Write(Path.Combine(folder, $"{plate.File}.svg"), Svg.Render(plate.Picture));

    /// <summary>All pictures in one name: what their names begin with, then <c>*.svg</c>.</summary>
    public string Pattern
    {
        get
        {
            if (Pictures is [var only]) return only;
            var common = Pictures.IsEmpty ? "" : Pictures[0];
            foreach (var picture in Pictures) common = common[..common.AsSpan().CommonPrefixLength(picture)];
            return $"{common}*.svg";
        }
    }
}
