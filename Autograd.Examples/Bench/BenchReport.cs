using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Autograd.Examples.Output;

namespace Autograd.Examples.Bench;

/// <summary>Shows measurements: lines of text for people, or objects of <c>--json</c> for programs.</summary>
/// <param name="output">Where they go.</param>
/// <param name="experiment">The command's words, e.g. <c>bench products</c>.</param>
/// <param name="json">Whether they are for programs.</param>
internal sealed class BenchReport(TextWriter output, string experiment, bool json)
{
    private readonly JsonLines _lines = new(output, experiment);

    /// <summary>The machine, before anything is measured.</summary>
    /// <param name="command">What was typed.</param>
    /// <param name="settings">The options and their values.</param>
    public void Start(string command, ImmutableArray<(string Option, object? Value)> settings)
    {
        var (runtime, system) = (RuntimeInformation.FrameworkDescription, RuntimeInformation.OSDescription);
        Line($"{Machine.Processor}, {Environment.ProcessorCount} processors, {Machine.Vectors}; "
            + $"{runtime}; {system}; load {Machine.Load}");
        if (!json) return;
        _lines.Write("configuration", line =>
        {
            foreach (var (option, value) in settings) line.Option(option, value);
            line.WriteString("processor", Machine.Processor);
            line.WriteNumber("processors", Environment.ProcessorCount);
            line.WriteString("vectors", Machine.Vectors);
            line.WriteString("runtime", runtime);
            line.WriteString("system", system);
            line.WriteString("load", Machine.Load);
        }, command);
    }

    /// <summary>Shows people a line.</summary>
    /// <param name="text">The line.</param>
    public void Line(string text)
    {
        if (!json) output.WriteLine(text);
    }

    /// <summary>Shows people the beginning of a line.</summary>
    /// <param name="text">The text.</param>
    public void Part(string text)
    {
        if (!json) output.Write(text);
    }

    /// <summary>Shows programs what was measured.</summary>
    /// <param name="of">What was measured, e.g. the shapes of a product.</param>
    /// <param name="by">Who did it, e.g. <c>Autograd</c> or <c>PyTorch</c>.</param>
    /// <param name="values">The numbers and their names.</param>
    public void Measured(string of, string by, params ImmutableArray<(string Name, double Value)> values)
    {
        if (!json) return;
        _lines.Write("measurement", line =>
        {
            line.WriteString("of", of);
            line.WriteString("by", by);
            line.Numbers("values", values);
        });
    }

    /// <summary>The end.</summary>
    /// <param name="seconds">How long it took.</param>
    public void Finish(double seconds)
    {
        if (!json) return;
        _lines.Write("result", line =>
        {
            line.WriteString("conclusion", $"{experiment} is measured.");
            line.WriteBoolean("stopped", false);
            line.WriteNumber("seconds", seconds);
        });
    }
}
