using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Autograd.Examples.Output;

namespace Autograd.Examples.Experiments.Search;

/// <summary>The finished trials, a line of JSON each, so that a search that was stopped goes on where it was.</summary>
internal sealed class TrialFile : IDisposable
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    /// <summary>The name of the file.</summary>
    public const string Name = "search-trials.jsonl";

    // Of ten thousand epochs.
    private const int LongestLine = 1 << 20;

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly ImmutableDictionary<(string, int, int), Line> _lines;

    private TrialFile(
        string path, FileStream stream, ImmutableDictionary<(string, int, int), Line> lines, int unreadable) =>
        (_path, _stream, _lines, Unreadable) = (path, stream, lines, unreadable);

    private sealed record Line(string Settings, int Round, int Trial, double LearningRate, double WeightDecay,
        ImmutableArray<double> Training, ImmutableArray<double> Validation);

    /// <summary>Lines that hold no trial: e.g. one that was being written when the machine was switched off.</summary>
    public int Unreadable { get; }

    /// <summary>Opens the file of a folder, or begins one.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="fresh">Whether to forget what is in it.</param>
    /// <exception cref="ProgramException">It cannot be read or written.</exception>
    public static TrialFile Open(string folder, bool fresh)
    {
        var path = Path.Combine(folder, Name);
        return Guarded(path, () =>
        {
            Directory.CreateDirectory(folder);
            // Two searches at a time would write into each other's lines. Without a buffer, a line is with the system
            // once it is written.
            var stream = new FileStream(path, fresh ? FileMode.Create : FileMode.OpenOrCreate, FileAccess.ReadWrite,
                FileShare.None, bufferSize: 0);
            var (lines, unreadable) = (ImmutableDictionary.CreateBuilder<(string, int, int), Line>(), 0);
            var whole = Lines.Read(stream, LongestLine, text =>
            {
                if (text is null || Parsed(text) is not { } line) unreadable++;
                else lines.TryAdd((line.Settings, line.Round, line.Trial), line);
            });
            // What follows a half-written line must not become a part of it.
            if (!whole) stream.WriteByte((byte)'\n');
            return new TrialFile(path, stream, lines.ToImmutable(), unreadable);
        });
    }

    /// <summary>The outcome of a trial, if it was finished with the same settings.</summary>
    /// <param name="settings">The fingerprint of the settings.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="epochs">How many epochs it took.</param>
    public Outcome? Find(string settings, Trial trial, int epochs) =>
        _lines.TryGetValue((settings, trial.Round, trial.Index), out var line)
            && (line.LearningRate, line.WeightDecay) == (trial.Rate, trial.Decay)
            && Holds(line.Training, Outcome.EpochsOfTraining(epochs).Length) && Holds(line.Validation, epochs)
            ? new(trial, line.Training, line.Validation)
            : null;

    /// <summary>
    /// Writes a finished trial, so that it is there whatever happens to the program. Safe for several threads.
    /// </summary>
    /// <exception cref="ProgramException">It cannot be written.</exception>
    public Outcome Append(string settings, Outcome outcome)
    {
        var trial = outcome.Trial;
        var line = JsonSerializer.Serialize(new Line(
            settings, trial.Round, trial.Index, trial.Rate, trial.Decay, outcome.Training, outcome.Validation), Form);
        var bytes = Encoding.UTF8.GetBytes(line + "\n");
        lock (_gate)
        {
            return Guarded(_path, () =>
            {
                _stream.Write(bytes);
                return outcome;
            }, ExitCode.Broken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static bool Holds(ImmutableArray<double> accuracies, int count) =>
        !accuracies.IsDefault && accuracies.Length == count && accuracies.All(accuracy => accuracy is >= 0 and <= 1);

    private static Line? Parsed(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, Form) is { Settings: not null } line ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static T Guarded<T>(string path, Func<T> work, int exitCode = ExitCode.Failed)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (OutputFolder.IsOfFiles(error))
        {
            var reason = error is UnauthorizedAccessException ? "permission denied, or it is a folder"
                : error.Message.TrimEnd('.');
            throw new ProgramException(
                $"{path}: finished trials cannot be kept there: {reason}; choose another folder with --output",
                exitCode);
        }
    }
}
