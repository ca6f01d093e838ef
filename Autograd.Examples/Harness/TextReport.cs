using Autograd.Examples.Charts;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>For people: what is done and found, as text, and on a terminal a line that moves.</summary>
internal sealed class TextReport : ExperimentReport
{
    private readonly TextWriter _output;
    private readonly bool _terminal;
    private readonly LiveLine _line;

    // Made when there is a table or a chart to show: its library takes long to load, and a brief run needs none of it.
    private readonly Lazy<ConsoleFigures> _figures;
    private string? _about;

    /// <summary>Shows a run.</summary>
    /// <param name="output">Where it is shown.</param>
    public TextReport(TextWriter output)
    {
        _output = output;
        _terminal = output == Console.Out && !Console.IsOutputRedirected;
        _line = new(output);
        _figures = new(() => new(output, _terminal, _line));
    }

    /// <inheritdoc/>
    public override void Start(ExperimentSetup setup)
    {
        if (setup.Experiment.IsBrief) return;
        _output.WriteLine($"{setup.Experiment.Name}: {setup.Experiment.Summary}");
        _output.WriteLine($"Deep Learning from Scratch, {setup.Experiment.Section}; seed {setup.Seed}");
        Progress("starting", 0);
    }

    /// <inheritdoc/>
    public override void Progress(string stage, double done)
    {
        if (_terminal) _line.Show($"  {stage}  {Math.Clamp(done, 0, 1),4:P0}");
    }

    /// <inheritdoc/>
    public override void Curve(Chart curve)
    {
        if (_terminal) _figures.Value.ShowLive(curve);
    }

    /// <inheritdoc/>
    public override void Note(Note note)
    {
        Abandon();
        // What is about to be done, and what came of it, stand apart.
        if (note.About == "epoch" && _about is not (null or "epoch")) _output.WriteLine();
        _output.WriteLine(note.Text);
        _about = note.About;
    }

    /// <inheritdoc/>
    public override void Abandon()
    {
        if (_figures.IsValueCreated) _figures.Value.ClearLive();
        else _line.Clear();
    }

    /// <inheritdoc/>
    public override void Finish(ExperimentSetup setup, ExperimentRun run, WrittenFiles files)
    {
        Abandon();
        if (run.Experiment.IsBrief) FinishBriefly(run, files);
        else FinishInFull(run, files);
    }

    private void FinishBriefly(ExperimentRun run, WrittenFiles files)
    {
        _output.WriteLine();
        _output.WriteLine(run.Result);
        if (files.Weights is { } weights) _output.WriteLine($"Weights in {weights}, pictures in {files.Pattern}");
    }

    private void FinishInFull(ExperimentRun run, WrittenFiles files)
    {
        var (findings, figures) = (run.Findings, _figures.Value);
        figures.Write(findings.Figures);
        foreach (var table in findings.Tables)
        {
            _output.WriteLine();
            _output.WriteLine(table.Title);
            figures.Write(table);
        }

        foreach (var (plate, file) in findings.Plates.Zip(files.Pictures))
        {
            _output.WriteLine();
            if (_terminal) figures.Write(plate.Picture);
            _output.WriteLine(plate.Caption);
            _output.WriteLine($"  {file}");
        }

        _output.WriteLine();
        _output.WriteLine(findings.Conclusion);
        if (files.Weights is { } weights) _output.WriteLine($"Weights in {weights}");
        _output.WriteLine(
            run.Stopped ? $"Stopped before its end, after {run.Seconds:F2} s" : $"Done in {run.Seconds:F2} s");
    }
}
