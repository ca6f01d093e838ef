using System.Collections.Immutable;
using Autograd.Examples.Charts;

namespace Autograd.Examples.Experiments;

/// <summary>How a run is shown.</summary>
internal abstract class ExperimentReport
{
    /// <summary>The form that the command line asks for.</summary>
    public static ExperimentReport For(ExperimentSetup setup, TextWriter output) =>
        CommonSettings.Json.In(setup.Parsed) ? new JsonExperimentReport(output)
        : CommonSettings.Quiet.In(setup.Parsed) ? new QuietExperimentReport(output)
        : new TextExperimentReport(output);

    /// <summary>Before the experiment.</summary>
    public virtual void Start(ExperimentSetup setup)
    {
    }

    /// <summary>How far a stage has come.</summary>
    public virtual void Progress(string stage, double done)
    {
    }

    /// <summary>A curve as far as it goes.</summary>
    public virtual void Curve(Chart curve)
    {
    }

    /// <summary>What has been found on the way.</summary>
    public virtual void Note(Note note)
    {
    }

    /// <summary>The end.</summary>
    /// <param name="setup">What was to be done.</param>
    /// <param name="run">What was found.</param>
    /// <param name="files">Where each plate was written.</param>
    public abstract void Finish(ExperimentSetup setup, ExperimentRun run, ImmutableArray<string> files);

    /// <summary>An error is about to be shown.</summary>
    public virtual void Abandon()
    {
    }
}

/// <summary>For scripts: the figures, one a line.</summary>
internal sealed class QuietExperimentReport(TextWriter output) : ExperimentReport
{
    /// <inheritdoc/>
    public override void Finish(ExperimentSetup setup, ExperimentRun run, ImmutableArray<string> files)
    {
        foreach (var figure in run.Findings.Figures) output.WriteLine($"{figure.Name}: {figure.Text}");
    }
}
