using Autograd.Examples.Charts;

namespace Autograd.Examples.Harness;

/// <summary>How a run is shown.</summary>
internal abstract class ExperimentReport
{
    /// <summary>The form that the command line asks for.</summary>
    /// <param name="setup">The experiment and its command line.</param>
    /// <param name="output">Where it is shown.</param>
    public static ExperimentReport For(ExperimentSetup setup, TextWriter output) =>
        CommonSettings.Json.In(setup.Parsed) ? new JsonReport(output)
        : CommonSettings.Quiet.In(setup.Parsed) ? new QuietReport(output)
        : new TextReport(output);

    /// <summary>Before the experiment.</summary>
    /// <param name="setup">What will be done.</param>
    public virtual void Start(ExperimentSetup setup)
    {
    }

    /// <summary>How far a stage has come.</summary>
    /// <param name="stage">What is being done.</param>
    /// <param name="done">From 0 to 1.</param>
    public virtual void Progress(string stage, double done)
    {
    }

    /// <summary>A curve as far as it goes.</summary>
    /// <param name="curve">The curve.</param>
    public virtual void Curve(Chart curve)
    {
    }

    /// <summary>What has been found on the way.</summary>
    /// <param name="note">What was found.</param>
    public virtual void Note(Note note)
    {
    }

    /// <summary>The end.</summary>
    /// <param name="setup">What was to be done.</param>
    /// <param name="run">What was found.</param>
    /// <param name="files">What was written.</param>
    public abstract void Finish(ExperimentSetup setup, ExperimentRun run, WrittenFiles files);

    /// <summary>An error is about to be shown.</summary>
    public virtual void Abandon()
    {
    }
}

/// <summary>For scripts: the figures, one a line, or the result of an experiment that is brief.</summary>
/// <param name="output">Where the lines go.</param>
internal sealed class QuietReport(TextWriter output) : ExperimentReport
{
    /// <inheritdoc/>
    public override void Finish(ExperimentSetup setup, ExperimentRun run, WrittenFiles files)
    {
        if (run.Experiment.IsBrief)
        {
            output.WriteLine(run.Result);
            return;
        }

        foreach (var figure in run.Findings.Figures) output.WriteLine($"{figure.Name}: {figure.Text}");
    }
}
